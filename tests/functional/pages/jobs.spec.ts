import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User, { type Role } from '#models/user'
import { overviewFound } from '#services/pages/overview'
import { plantWorker } from '#tests/functional/api/planted_records'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'

const person = (role: Role) =>
  User.create({ email: `${role}@example.com`, password: 'correct horse battery', role })

test.group('Jobs and workers', (group) => {
  let running: PlantedRun
  let failed: PlantedRun

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    await db.from('experiments').delete()
    await db.from('workers').delete()
    await plantWorker('alpha')
    const { worker_id: id } = await db.from('workers').firstOrFail()
    running = await plantRun({ status: 'running', episodes: 20, done: 10 })
    failed = await plantRun({ episodes: 20 })
    await db
      .from('training_runs')
      .where('run_id', running.runId)
      .update({ worker_id: id, heartbeat_at: new Date(), attempts: 2 })
    await db
      .from('training_runs')
      .where('run_id', failed.runId)
      .update({
        ...{ status: 'failed', end_time: new Date() },
        ...{ error_code: 'E_LOSS_NOT_FINITE', error_message: 'The loss is NaN.' },
      })
    await plantEvaluation({ ...failed, status: 'queued' })
  })

  test('every job has its queue, subject, worker, attempts, waiting and heartbeat', async ({
    assert,
    client,
  }) => {
    const html = (await client.get('/jobs').loginAs(await person('researcher'))).text()
    const row = (kind: string, id: number) =>
      html.split(`<tr id="job-${kind}-${id}"`)[1]!.split('</tr>')[0]!.replaceAll(/\s+/g, ' ')
    const run = row('run', running.runId)
    for (const part of ['train', '10 of 20 episodes', 'alpha:4711', '>2</td>', 'data-late="10"'])
      assert.include(run, part)
    assert.include(row('run', failed.runId), '<code>E_LOSS_NOT_FINITE</code> The loss is NaN.')
    assert.match(html, /<tr id="job-evaluation-\d+"[\s\S]*?evaluate[\s\S]*?\d(\.\d)? s/)
    assert.include(html.replaceAll(/\s+/g, ' '), '1 running, 1 queued, 1 failed within a week')
    assert.include(html, 'value="run-' + failed.runId)
  })

  test('a job that runs has its per cent and time left: of a trial to its rung, of a rerun at the pace of its run', async ({
    assert,
    client,
  }) => {
    const one = () => db.from('training_runs').where('run_id', running.runId)
    // 5 s an episode: 10 of 20 are left
    await one().update({ seconds: 50 })
    await db.table('reruns').insert({
      ...{ run_id: running.runId, status: 'running', episodes_total: 20, episodes_done: 16 },
    })
    const user = await person('viewer')
    const cells = async (kind: string) => {
      const html = (await client.get('/jobs?status=running').loginAs(user)).text()
      const row = html.split(`<tr id="job-${kind}-`)[1]!.split('</tr>')[0]!
      return row.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
    }
    assert.include(await cells('run'), '50 %, 10 of 20 episodes 50 s')
    assert.include(await cells('rerun'), '80 %, 16 of 20 episodes 20 s')
    await one().update({ pause_at: 16 })
    assert.include(await cells('run'), '63 %, 10 of 16 episodes to its rung 30 s')
    // nobody knows of a lost one
    await one().update({ heartbeat_at: new Date(0) })
    assert.include(await cells('run'), '10 of 16 episodes to its rung –')
  })

  test('one status alone is shown when it is asked for', async ({ assert, client }) => {
    const html = (await client.get('/jobs?status=failed').loginAs(await person('viewer'))).text()
    assert.include(html, `job-run-${failed.runId}`)
    assert.notInclude(html, `job-run-${running.runId}`)
    assert.notInclude(html, 'name="ids"') // a viewer acts on nothing
    const none = await client.get('/jobs?status=queued').loginAs(await person('trader'))
    assert.notInclude(none.text(), `job-run-${failed.runId}`)
  })

  test('every job is on one page and on one only, whichever way one goes', async ({
    assert,
    client,
  }) => {
    const viewer = await person('viewer')
    const { experiment_id: owner, parameters } = await db
      .from('training_runs')
      .where('run_id', failed.runId)
      .firstOrFail()
    const runs = (status: string, count: number) =>
      Array.from({ length: count }, (_, k) => ({
        ...{
          experiment_id: owner,
          seed: (status === 'failed' ? 200 : 100) + k,
          status,
          parameters,
          episodes_total: 1,
        },
        end_time: status === 'failed' ? new Date() : null,
      }))
    await db.table('training_runs').multiInsert(runs('queued', 60))
    await db.table('training_runs').multiInsert(runs('failed', 60))
    for (let k = 0; k < 3; k++) await plantEvaluation({ ...failed, status: 'queued' })
    const open = async (path: string) => {
      const html = (await client.get(path).loginAs(viewer)).text().replaceAll('&amp;', '&')
      const [, next] = /href="([^"]+)" rel="next"/.exec(html) ?? []
      const [, previous] = /href="([^"]+)" rel="prev"/.exec(html) ?? []
      const jobs = [...html.matchAll(/<tr id="job-([a-z]+-\d+)"/g)].map(([, job]) => job)
      return { jobs, next, previous }
    }
    const pages = [await open('/jobs')]
    while (pages.at(-1)!.next !== undefined) pages.push(await open(pages.at(-1)!.next!))
    // 1 runs, 60 + 4 wait, 61 have failed
    assert.deepEqual(
      pages.map(({ jobs }) => jobs.length),
      [50, 50, 26]
    )
    assert.lengthOf(new Set(pages.flatMap(({ jobs }) => jobs)), 126)
    const back = await open(pages[2]!.previous!)
    assert.deepEqual(back.jobs, pages[1]!.jobs)
    const first = await open(back.previous!)
    assert.deepEqual(first.jobs, pages[0]!.jobs)
    assert.isUndefined(first.previous)
    const beyond = await client.get('/jobs?status=failed&after=8~1').loginAs(viewer)
    assert.include(beyond.text(), 'No job stands here any more.')
  })

  test('a worker of another version is marked, here and on the front page', async ({
    assert,
    client,
  }) => {
    await db.from('workers').update({ version: '0.0.9' })
    const html = (await client.get('/jobs').loginAs(await person('viewer'))).text()
    assert.match(html, /0\.0\.9, not \d/)
    const { needs } = await overviewFound('viewer')
    assert.include(
      needs.map(({ title }) => title),
      'Workers of another version'
    )
  })

  test('the front page warns when no worker takes jobs, and administrators of lost deliveries', async ({
    assert,
  }) => {
    const titles = async (role: Role) => (await overviewFound(role)).needs.map(({ title }) => title)
    assert.notInclude(await titles('admin'), 'No worker takes jobs')
    await db.from('workers').update({ draining_since: new Date(), drained_by: 'x' })
    assert.include(await titles('viewer'), 'No worker takes jobs')
    await db.from('workers').delete()
    assert.include(await titles('viewer'), 'No worker')
    const [{ webhook_id: id }] = await db
      .table('webhooks')
      .returning('webhook_id')
      .insert({
        name: 'x',
        url: 'https://x.org',
        format: 'generic',
        events: ['run.failed'],
        secret: 'x',
      })
    await db.table('webhook_deliveries').insert({
      ...{ webhook_id: id, event: 'run.failed', payload: '{}' },
      ...{ status: 'failed', settled_at: new Date() },
    })
    assert.include(await titles('admin'), 'Deliveries to webhooks')
    assert.notInclude(await titles('viewer'), 'Deliveries to webhooks')
  })
})

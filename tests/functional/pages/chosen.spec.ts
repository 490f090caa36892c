import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User, { type Role } from '#models/user'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantRun, type PlantedRun } from '#tests/functional/pages/planted_run'
import { plantStudy } from '#tests/functional/tuning/planted_study'

const person = (role: Role) =>
  User.create({ email: `${role}@example.com`, password: 'correct horse battery', role })

test.group('Rows chosen in a list', (group) => {
  let first: PlantedRun
  let second: PlantedRun

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    first = await plantRun({ episodes: 20 })
    second = await plantRun({ episodes: 20 })
  })

  test('they are exported as CSV with the names of the API, and no others', async ({
    assert,
    client,
  }) => {
    const viewer = await person('viewer')
    const ids = `run-${second.runId},run-${first.runId}`
    const file = await client.get(`/chosen.csv?ids=${ids}`).loginAs(viewer)
    file.assertStatus(200)
    assert.match(file.header('content-disposition') ?? '', /filename="runs.csv"/)
    const [head, ...lines] = file.text().trimEnd().split('\n')
    assert.match(head!, /^run_id,start_time,/)
    assert.deepEqual(
      lines.map((line) => Number(line.split(',')[0])),
      [first.runId, second.runId]
    )
    for (const [kind, id] of [
      ['experiment', first.experimentId],
      ['episode', first.bestEpisodeId],
      ['evaluation', (await plantEvaluation(first)).evaluationId],
      ['study', await plantStudy(first.datasetId)],
      ['dataset', first.datasetId],
    ] as const) {
      const of = await client.get(`/chosen.csv?ids=${kind}-${id}`).loginAs(viewer)
      assert.lengthOf(of.text().trimEnd().split('\n'), 2, kind)
    }
  })

  test('rows of two kinds, none, and what is no id are refused with the reason', async ({
    assert,
    client,
  }) => {
    const viewer = await person('viewer')
    for (const [ids, said] of [
      ['run-1,episode-2', 'ids mixes runs and episodes.'],
      ['', 'ids is empty.'],
      ['run-0', 'must name one of run, experiment'],
    ] as const) {
      const response = await client.get(`/chosen.csv?ids=${ids}`).loginAs(viewer)
      response.assertStatus(422)
      assert.include(response.text(), said)
    }
  })

  test('the dialog says what goes in numbers, what stays and why, and asks for the words', async ({
    assert,
    client,
  }) => {
    const researcher = await person('researcher')
    await plantEvaluation({ ...first, shape: { seeds: 1 } })
    await db.from('training_runs').where('run_id', second.runId).update({ status: 'running' })
    const episodes = (await db.from('episodes').where('run_id', first.runId)).length
    const ids = `experiment-${first.experimentId},experiment-${second.experimentId}`
    const page = await client
      .get(`/chosen/delete?ids=${ids}`)
      .header('HX-Request', 'true')
      .header('HX-Current-URL', 'http://localhost/runs?status=failed')
      .loginAs(researcher)
    const text = page.text().replaceAll(/\s+/g, ' ')
    assert.include(
      text,
      `Deletes 1 experiment, and with it 1 run, ${episodes} episodes and 1 evaluation. This cannot be undone.`
    )
    assert.include(text, `for run ${second.runId} is still in hand: cancel it first`)
    assert.include(text, 'data-name="1 experiment"')
    assert.include(text, '<dialog id="fetched-dialog"')
    assert.include(text, 'name="back" value="/runs?status=failed"')
    const asPage = await client.get(`/chosen/delete?ids=${ids}`).loginAs(researcher)
    assert.include(asPage.text(), '<h1>Delete 1 experiment?</h1>')
  })

  test('those that can go are deleted and in the audit log; why others stay is said', async ({
    assert,
    client,
  }) => {
    const researcher = await person('researcher')
    await db.from('training_runs').where('run_id', second.runId).update({ status: 'running' })
    const response = await client
      .post('/chosen/delete')
      .form({ ids: `run-${first.runId},run-${second.runId}`, confirmation: '1 run' })
      .loginAs(researcher)
      .withCsrfToken()
    assert.include(response.text(), '1 of 2 is deleted.')
    assert.include(response.text(), `Run ${second.runId} is running and cannot be deleted.`)
    const left = await db.from('training_runs').whereIn('run_id', [first.runId, second.runId])
    assert.deepEqual(
      left.map(({ run_id: id }) => id),
      [second.runId]
    )
    const [line] = await db.from('audit_events').where('act', 'run.delete')
    assert.equal(line.object_id, String(first.runId))
    assert.deepInclude(line.details, { before: { status: 'completed', episodes: 20 }, after: null })
  })

  test('what takes others along is deleted only for the words of its dialog', async ({
    assert,
    client,
  }) => {
    const researcher = await person('researcher')
    const studyId = await plantStudy(first.datasetId)
    const send = (path: string, form: object) =>
      client.post(path).form(form).loginAs(researcher).withCsrfToken().redirects(0)
    const stored = async () => [
      (await db.from('training_runs').whereIn('run_id', [first.runId, second.runId])).length,
      (await db.from('studies').where('study_id', studyId)).length,
    ]
    const deletions = [
      [`/runs/${first.runId}/delete`, {}, `run ${first.runId}`],
      [`/studies/${studyId}/delete`, {}, `study ${studyId}`],
      ['/chosen/delete', { ids: `run-${second.runId}` }, '1 run'],
    ] as const
    for (const [path, form, words] of deletions) {
      for (const confirmation of [undefined, '', 'run 0']) {
        const refused = await send(
          path,
          confirmation === undefined ? form : { ...form, confirmation }
        )
        assert.equal(refused.status(), 422, path)
        assert.include(refused.text(), `must be &quot;${words}&quot;. Nothing was deleted.`)
      }
    }
    assert.deepEqual(await stored(), [2, 1])
    await db.from('studies').where('study_id', studyId).update({ status: 'stopped' })
    for (const [path, form, words] of deletions) {
      const done = await send(path, { ...form, confirmation: words })
      assert.equal(done.status(), 302, done.text())
    }
    assert.deepEqual(await stored(), [0, 0])
  })

  test('an experiment that went with its last run says by whom it was deleted', async ({
    assert,
    client,
  }) => {
    const researcher = await person('researcher')
    const form = { ids: `experiment-${first.experimentId}`, confirmation: '1 experiment' }
    await client.post('/chosen/delete').form(form).loginAs(researcher).withCsrfToken()
    for (const path of [`/experiments/${first.experimentId}`, `/runs/${first.runId}`]) {
      const gone = await client.get(path).loginAs(researcher)
      gone.assertStatus(404)
      assert.match(gone.text(), /researcher@example\.com deleted it at \d{4}-\d\d-\d\d/)
    }
  })

  test('several runs are cancelled at once: what runs and what waits is told apart', async ({
    assert,
    client,
  }) => {
    const researcher = await person('researcher')
    const third = await plantRun({ episodes: 20 })
    const set = (runId: number, status: string) =>
      db.from('training_runs').where('run_id', runId).update({ status, episodes_done: 12 })
    await set(first.runId, 'running')
    await set(second.runId, 'queued')
    const ids = [first, second, third].map(({ runId }) => `run-${runId}`).join(',')
    const dialog = (await client.get(`/chosen/cancel?ids=${ids}`).loginAs(researcher)).text()
    assert.include(dialog, 'Stops 1 running run at the next step; keeps 12 episodes')
    assert.include(dialog, 'Takes 1 queued run out of the queue.')
    assert.include(dialog, 'for it is completed')
    const form = { ids, back: '//evil.example/x' }
    const done = await client
      .post('/chosen/cancel')
      .form(form)
      .loginAs(researcher)
      .withCsrfToken()
      .redirects(0)
    assert.equal(done.header('location'), '/')
    const runs = await db.from('training_runs').whereIn('run_id', [first.runId, second.runId])
    assert.sameDeepMembers(
      runs.map(({ status, cancel_requested: asked }) => ({ status, asked })),
      [
        { status: 'running', asked: true },
        { status: 'cancelled', asked: true },
      ]
    )
  })

  test('reruns are cancelled from the list of jobs, and nothing of them is stored', async ({
    assert,
    client,
  }) => {
    const researcher = await person('researcher')
    const [{ rerun_id: id }] = (await db
      .table('reruns')
      .returning('rerun_id')
      .insert({ run_id: first.runId, status: 'queued', episodes_total: 20 })) as {
      rerun_id: number
    }[]
    const list = (await client.get('/jobs').loginAs(researcher)).text()
    assert.include(list, `value="rerun-${id}"`)
    const ask = `/chosen/cancel?ids=rerun-${id}`
    const dialog = (await client.get(ask).loginAs(researcher)).text()
    assert.include(dialog, 'Ends 1 rerun. Nothing is stored; it can be asked for again.')
    await client
      .post('/chosen/cancel')
      .form({ ids: `rerun-${id}`, back: '/jobs' })
      .loginAs(researcher)
      .withCsrfToken()
      .redirects(0)
    const { status } = await db.from('reruns').where('rerun_id', id).firstOrFail()
    assert.equal(status, 'cancelled')
  })

  test('failed runs and evaluations are queued again, and say from where they go on', async ({
    assert,
    client,
  }) => {
    const researcher = await person('researcher')
    await db.from('training_runs').where('run_id', first.runId).update({ status: 'failed' })
    const dialog = await client.get(`/chosen/resume?ids=run-${first.runId}`).loginAs(researcher)
    assert.include(dialog.text(), '1 run without a checkpoint starts from the first episode.')
    const retry = (ids: string) =>
      client.post('/chosen/resume').form({ ids, back: '/jobs' }).loginAs(researcher).withCsrfToken()
    ;(await retry(`run-${first.runId}`)).assertStatus(200)
    const run = await db.from('training_runs').where('run_id', first.runId).firstOrFail()
    assert.equal(run.status, 'queued')
    const { evaluationId } = await plantEvaluation({ ...first, status: 'failed' })
    await retry(`evaluation-${evaluationId}`)
    const evaluation = await db
      .from('evaluation_runs')
      .where('evaluation_id', evaluationId)
      .firstOrFail()
    assert.deepEqual([evaluation.status, evaluation.error], ['queued', null])
    assert.lengthOf(await db.from('audit_events').where('act', 'evaluation.retry'), 1)
    const again = await retry(`evaluation-${evaluationId}`)
    assert.include(again.text(), `Evaluation ${evaluationId} is queued and cannot be queued again.`)
  })

  test('a dataset that only a study uses stays, and the refusal names the study', async ({
    assert,
    client,
  }) => {
    const researcher = await person('researcher')
    const ids = [first.datasetId]
    await db.from('experiments').delete()
    await plantStudy(ids[0]!)
    const dialog = await client.get(`/chosen/delete?ids=dataset-${ids[0]}`).loginAs(researcher)
    assert.include(dialog.text(), 'for it is used by 1 study')
    const refused = await client
      .post(`/datasets/${ids[0]}/delete`)
      .loginAs(researcher)
      .withCsrfToken()
    refused.assertStatus(409)
    assert.include(refused.text(), 'is used by 1 study (')
  })
})

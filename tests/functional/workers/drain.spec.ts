import testUtils from '@adonisjs/core/services/test_utils'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import User, { type Role } from '#models/user'
import TrainingService from '#services/training_service'
import { freeCapacity } from '#services/tuning/capacity'
import { plantWorker } from '#tests/functional/api/planted_records'
import { tokenOf } from '#tests/functional/api/program'
import { ACTOR, storedRun, until } from '#tests/functional/training/fixture'
import {
  emptyQueue,
  killWorkers,
  queuedRun,
  untilEpisode,
  workerProcess,
} from '#tests/functional/training/worker_process'

const person = (role: Role) =>
  User.create({ email: `${role}@example.com`, password: 'correct horse battery', role })

async function workerOf(host: string) {
  return (await db.from('workers').where('host', host).firstOrFail()) as {
    worker_id: number
    draining_since: Date | null
  }
}

test.group('Draining a worker', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    await db.from('workers').delete()
    await plantWorker('alpha')
  })

  test('the API drains and resumes it, says so, and writes one line of the audit log each', async ({
    assert,
    client,
  }) => {
    const token = await tokenOf('admin')
    const { worker_id: id } = await workerOf('alpha')
    const ask = (act: string) => client.post(`/api/v1/workers/${id}/${act}/`).bearerToken(token)
    await db.from('workers').update({ busy: 2 })
    const drained = (await ask('drain')).body()
    assert.equal(drained.state, 'draining')
    assert.match(drained.drained_by, /@/)
    ;(await ask('drain')).assertStatus(200) // nothing new
    await db.from('workers').update({ busy: 0, takes_jobs: false })
    const listed = await client.get('/api/v1/workers/?state=drained').bearerToken(token)
    assert.deepEqual(
      listed.body().data.map((worker: { worker_id: number }) => worker.worker_id),
      [id]
    )
    assert.equal((await ask('resume')).body().draining_since, null)
    const lines = await db
      .from('audit_events')
      .where('object_type', 'worker')
      .orderBy('audit_event_id')
    assert.deepEqual(
      lines.map(({ act, details }) => [act, details.before, details.after]),
      [
        ['worker.drain', { draining: false }, { draining: true }],
        ['worker.resume', { draining: true }, { draining: false }],
      ]
    )
    ;(await client.post('/api/v1/workers/999/drain/').bearerToken(token)).assertStatus(404)
  })

  test('the dialog says what stops, and who can go on with it', async ({ assert, client }) => {
    const admin = await person('admin')
    const { worker_id: id } = await workerOf('alpha')
    const dialog = async () => (await client.get(`/workers/${id}/drain`).loginAs(admin)).text()
    await db.from('workers').update({ busy: 2, evaluating: 1 })
    const alone = await dialog()
    assert.include(alone, '2 runs in hand stop at the end of their episode behind a checkpoint')
    assert.include(alone, '1 evaluation in hand ends here.')
    assert.include(alone, 'No other worker takes jobs: all that is queued waits until one does.')
    await plantWorker('beta')
    assert.include(
      await dialog(),
      '1 other worker can go on with its runs; 3 threads of it are free.'
    )
    const other = JSON.stringify([{ engine: 'simd', version: '1', fused: false }])
    await db.from('workers').where('host', 'beta').update({ fingerprints: other })
    assert.include(await dialog(), '1 other worker takes jobs, but none has its arithmetic')
  })

  test('the page shows the state and who asked, to administrators with the way back', async ({
    assert,
    client,
  }) => {
    const [admin, researcher] = [await person('admin'), await person('researcher')]
    const { worker_id: id } = await workerOf('alpha')
    await client.post(`/workers/${id}/drain`).loginAs(admin).withCsrfToken().redirects(0)
    const page = (await client.get('/jobs').loginAs(admin)).text()
    assert.include(page, 'Draining')
    assert.include(page, 'admin@example.com')
    assert.include(page, `hx-post="/workers/${id}/resume"`)
    assert.include(page, 'none takes jobs')
    assert.notInclude((await client.get('/jobs').loginAs(researcher)).text(), 'hx-post')
  })

  test('studies hand out no trial for the threads of a worker that drains', async ({ assert }) => {
    await plantWorker('beta')
    const capacity = () => db.transaction((trx) => freeCapacity(trx, 1))
    assert.equal(await capacity(), 7) // 3 threads each, and one trial more that waits
    const drain = { draining_since: new Date(), drained_by: 'x' }
    await db.from('workers').where('host', 'beta').update(drain)
    assert.equal(await capacity(), 4)
  })
})

test.group('A worker process that drains', (group) => {
  group.each.teardown(killWorkers)
  group.each.setup(emptyQueue)

  test('hands its run over behind a checkpoint, takes no other, and works again when told to', async ({
    assert,
    client,
  }) => {
    await db.from('workers').delete()
    const token = await tokenOf('admin')
    const runId = await queuedRun(1, 50_000)
    workerProcess()
    await untilEpisode(runId, 20)
    const worker = () => db.from('workers').firstOrFail()
    const { worker_id: id } = await worker()
    const ask = (act: string) => client.post(`/api/v1/workers/${id}/${act}/`).bearerToken(token)
    const state = async () =>
      (await client.get('/api/v1/workers/').bearerToken(token)).body().data[0].state
    await ask('drain')
    await until(async () => ((await state()) === 'drained' ? true : null))
    const run = await storedRun(runId)
    assert.equal(run.status, 'queued')
    const checkpoint = await db
      .from('checkpoints')
      .where('run_id', runId)
      .orderBy('sequence', 'desc')
      .firstOrFail()
    assert.equal(checkpoint.episodes_done, run.episodes_done)
    const other = await queuedRun(2, 50_000)
    const { heartbeat_at: before } = await worker()
    await until(async () => ((await worker()).heartbeat_at > before ? true : null))
    assert.equal((await storedRun(other)).status, 'queued')
    await ask('resume')
    await until(async () => ((await storedRun(runId)).attempts === 2 ? true : null))
    assert.equal(await state(), 'working')
    const training = await app.container.make(TrainingService)
    for (const each of [runId, other]) await training.cancel(each, ACTOR)
  }).timeout(120_000)
})

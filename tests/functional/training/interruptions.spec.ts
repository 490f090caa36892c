import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { spawn } from 'node:child_process'
import DatasetService from '#services/dataset_service'
import TrainingService from '#services/training_service'
import { endOf, freePort } from '../system/processes.js'
import { ACTOR, sampleDataset, setArguments, storedRun, until } from './fixture.js'
import {
  emptyQueue,
  kill,
  killWorkers,
  LONG,
  LONG_EPISODES,
  queuedRun,
  sequencesOf,
  undisturbedWeights,
  untilCheckpoint,
  untilEnded,
  untilEpisode,
  upTo,
  workerProcess,
} from './worker_process.js'

test.group('Interrupted runs', (group) => {
  group.each.teardown(killWorkers)
  group.each.setup(emptyQueue)

  test('a killed worker’s run goes on elsewhere and ends with the same weights', async ({
    assert,
  }) => {
    const expected = await undisturbedWeights(1)
    const runId = await queuedRun(1)
    const first = workerProcess()
    await untilCheckpoint(runId)
    await untilEpisode(runId, 60)
    await kill(first)
    const second = workerProcess()
    assert.equal(await untilEnded(runId), 'completed', (await storedRun(runId)).error_message ?? '')
    second.kill('SIGTERM')
    await endOf(second)
    const run = await storedRun(runId)
    assert.equal(run.weights_sha256, expected)
    assert.isAtLeast(run.attempts, 2)
    assert.deepEqual(await sequencesOf(runId), upTo(LONG_EPISODES))
  }).timeout(240_000)

  test('a worker told to stop hands its run over behind a checkpoint', async ({ assert }) => {
    const expected = await undisturbedWeights(2)
    const runId = await queuedRun(2)
    const first = workerProcess()
    await untilEpisode(runId, 40)
    first.kill('SIGTERM')
    const { code } = await endOf(first)
    assert.equal(code, 130)
    const { status, episodes_done: done } = await storedRun(runId)
    assert.equal(status, 'queued')
    const checkpoint = await db.from('checkpoints').where('run_id', runId).firstOrFail()
    assert.equal(checkpoint.episodes_done, done)
    // a new job: however often workers stop, no retry is used up
    const jobs = await db
      .from('pgboss.job')
      .whereRaw("(data->>'runId')::int = ?", [runId])
      .orderBy('created_on')
    assert.deepEqual(
      jobs.map(({ state, retry_count: retries }) => [state, retries]),
      [
        ['completed', 0],
        ['created', 0],
      ]
    )
    const second = workerProcess()
    assert.equal(await untilEnded(runId), 'completed', (await storedRun(runId)).error_message ?? '')
    second.kill('SIGTERM')
    await endOf(second)
    assert.equal((await storedRun(runId)).weights_sha256, expected)
  }).timeout(240_000)

  test('a cancelled run ends at its next step with what it has', async ({ assert }) => {
    const runId = await queuedRun(3)
    const child = workerProcess()
    await untilEpisode(runId, 20)
    const training = await app.container.make(TrainingService)
    await training.cancel(runId, ACTOR)
    assert.equal(await untilEnded(runId), 'cancelled')
    child.kill('SIGTERM')
    await endOf(child)
    const { episodes_done: done } = await storedRun(runId)
    assert.isAtLeast(done, 20)
    assert.isBelow(done, 400)
    assert.isNotNull(await db.from('models').where('run_id', runId).first())
  }).timeout(120_000)

  test('a server told to stop hands its run over behind a checkpoint', async ({ assert }) => {
    const runId = await queuedRun(9)
    const port = await freePort()
    const environment = { NODE_ENV: 'production', PORT: String(port), CHECKPOINT_SECONDS: '1000' }
    const server = workerProcess(['bin/start.js'], environment)
    await untilEpisode(runId, 20)
    server.kill('SIGTERM')
    const { code } = await endOf(server)
    assert.equal(code, 0)
    const { status, episodes_done: done } = await storedRun(runId)
    assert.equal(status, 'queued')
    const checkpoint = await db.from('checkpoints').where('run_id', runId).firstOrFail()
    assert.equal(checkpoint.episodes_done, done)
    assert.isAtLeast(done, 20)
  }).timeout(120_000)

  for (const [signal, seed] of [
    ['SIGINT', 4],
    ['SIGTERM', 8],
  ] as const) {
    test(`${signal} cancels what train launched, which keeps what it has, and exits with 130`, async ({
      assert,
    }) => {
      const args = [
        `--dataset=${await sampleDataset()}`,
        '--preset=quick',
        `--seed=${seed}`,
        '--json',
      ]
      const child = spawn(process.execPath, ['ace.js', 'train', ...args, ...setArguments(LONG)], {
        cwd: app.makePath(),
        env: { ...process.env, LOG_LEVEL: 'warn' },
        stdio: 'pipe',
      })
      const ended = endOf(child)
      const run = await until(async () =>
        db
          .from('training_runs')
          .where('seed', seed)
          .where('status', 'running')
          .where('episodes_done', '>', 5)
          .first()
      )
      child.kill(signal)
      const { code, stdout } = await ended
      assert.equal(code, 130)
      assert.equal(JSON.parse(stdout).error.code, 'E_INTERRUPTED')
      assert.equal((await storedRun(run.run_id)).status, 'cancelled')
      assert.isNotNull(await db.from('models').where('run_id', run.run_id).first())
    }).timeout(120_000)
  }

  test('a dataset that a queued run needs cannot be deleted, one that nothing uses can', async ({
    assert,
  }) => {
    const runId = await queuedRun(6)
    const datasets = await app.container.make(DatasetService)
    const used = await sampleDataset()
    await assert.rejects(
      () => datasets.delete(used, ACTOR),
      new RegExp(`Dataset ${used} is used by \\d+ experiments? .*Nothing was deleted`)
    )
    assert.equal((await storedRun(runId)).status, 'queued')
    const request = { symbol: 'AAPL', source: 'sample', interval: '1d', repair: false }
    const range = { from: '2015-01-01', to: '2016-01-01' }
    const { dataset } = await datasets.fetch({ ...request, ...range }, ACTOR)
    await datasets.delete(Number(dataset.datasetId), ACTOR)
    await assert.rejects(() => datasets.delete(Number(dataset.datasetId), ACTOR), /no dataset/)
    assert.lengthOf(await db.from('dataset_columns').where('dataset_id', dataset.datasetId), 0)
  })
})

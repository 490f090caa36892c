import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import TrainingService from '#services/training_service'
import { freePort, untilReady } from '../system/processes.js'
import { executorHere } from './executor_here.js'
import { ACTOR, storedRun } from './fixture.js'
import {
  emptyQueue,
  kill,
  killWorkers,
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

test.group('Crashes while training', (group) => {
  group.each.teardown(killWorkers)
  group.each.setup(emptyQueue)

  test('a killed server’s run goes on in another process, with the same weights', async ({
    assert,
  }) => {
    const expected = await undisturbedWeights(1)
    const port = await freePort()
    const environment = { NODE_ENV: 'production', PORT: String(port) }
    const server = workerProcess(['bin/start.js'], environment)
    await untilReady(server, port)
    const runId = await queuedRun(1)
    await untilCheckpoint(runId)
    await untilEpisode(runId, 60)
    await kill(server)
    workerProcess()
    assert.equal(await untilEnded(runId), 'completed', (await storedRun(runId)).error_message ?? '')
    assert.equal((await storedRun(runId)).weights_sha256, expected)
    assert.deepEqual(await sequencesOf(runId), upTo(LONG_EPISODES))
  }).timeout(240_000)

  test('a killed thread takes nothing along: the next attempt ends with the same weights', async ({
    assert,
    cleanup,
  }) => {
    const expected = await undisturbedWeights(1)
    const { executor, killThread, close } = await executorHere()
    cleanup(close)
    const runId = await queuedRun(1)
    const first = executor.execute(runId)
    await untilCheckpoint(runId)
    await untilEpisode(runId, 60)
    killThread()
    await assert.rejects(() => first)
    assert.equal((await storedRun(runId)).status, 'running')
    assert.equal(await executor.execute(runId), 'settled')
    const run = await storedRun(runId)
    assert.equal(run.status, 'completed')
    assert.equal(run.weights_sha256, expected)
    assert.deepEqual(await sequencesOf(runId), upTo(LONG_EPISODES))
  }).timeout(240_000)

  test('a run whose worker is silent can be resumed, and the silent worker writes no more', async ({
    assert,
    cleanup,
  }) => {
    const { executor, hold, close } = await executorHere()
    cleanup(close)
    const runId = await queuedRun(1)
    const training = await app.container.make(TrainingService)
    const silent = executor.execute(runId)
    await untilEpisode(runId, 20)
    await assert.rejects(() => training.resume(runId, ACTOR), /is running and cannot be resumed/)
    const release = await hold()
    const silentSince = new Date(Date.now() - 60_000)
    await db.from('training_runs').where('run_id', runId).update({ heartbeat_at: silentSince })
    await training.resume(runId, ACTOR)
    const { episodes_done: before } = await storedRun(runId)
    release()
    assert.equal(await silent, 'settled')
    const run = await storedRun(runId)
    assert.equal(run.status, 'queued')
    assert.equal(run.episodes_done, before)
  }).timeout(120_000)
})

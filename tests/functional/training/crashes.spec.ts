import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { TrainingPool, type RunningTraining } from '#compute/training_pool'
import { Queue } from '#services/queue'
import RunDatasets from '#services/training/run_datasets'
import { RunExecutor } from '#services/training/run_executor'
import TrainingService from '#services/training_service'
import { registerWorker } from '#services/worker_service'
import { freePort, untilReady } from '../system/processes.js'
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

/** Executes runs in this process, whose thread can be killed and whose writing can be held up. */
async function executorHere() {
  const pool = new TrainingPool(1)
  const threads: RunningTraining[] = []
  let held = Promise.resolve()
  let inHand = Promise.resolve()
  const train = pool.train.bind(pool)
  pool.train = (task, receive) => {
    const training = train(task, (message) => {
      inHand = held.then(() => receive(message))
      return inHand
    })
    threads.push(training)
    return training
  }
  const { workerId } = await registerWorker('worker', 1)
  const datasets = await app.container.make(RunDatasets)
  const queue = await app.container.make(Queue)
  const settings = { workerId, codeVersion: 'test', checkpointEverySeconds: 0.2 }
  return {
    executor: new RunExecutor(pool, datasets, queue, settings),
    killThread: () => threads.at(-1)!.abort(),
    /** Stores nothing more until the function that it gives is called. */
    hold: async () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      await inHand
      return resolve
    },
    close: () => pool.close(),
  }
}

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

  test('a full disk fails the run with what was stored before; it resumes to the same weights', async ({
    assert,
    cleanup,
  }) => {
    const expected = await undisturbedWeights(1)
    // what PostgreSQL raises when a file cannot grow
    await db.rawQuery(`create function refuse_steps() returns trigger language plpgsql as $$
      begin
        if (select sequence > 120 from episodes where episode_id = new.episode_id) then
          raise exception 'could not extend file: No space left on device' using errcode = '53100';
        end if;
        return new;
      end $$`)
    await db.rawQuery(`create trigger full_disk before insert on steps
      for each row execute function refuse_steps()`)
    const makeRoom = () => db.rawQuery('drop function if exists refuse_steps() cascade')
    cleanup(() => makeRoom())
    const { executor, close } = await executorHere()
    cleanup(close)
    const runId = await queuedRun(1)
    assert.equal(await executor.execute(runId), 'settled')
    const failed = await storedRun(runId)
    assert.equal(failed.status, 'failed')
    assert.equal(failed.error_code, 'E_DISK_FULL')
    assert.match(failed.error_message ?? '', /What was stored before is kept/)
    const stored = await sequencesOf(runId)
    assert.isAtMost(stored.length, 120)
    assert.deepEqual(stored, upTo(stored.length))
    await untilCheckpoint(runId)
    const half = await db
      .from('episodes')
      .where({ run_id: runId, steps_recorded: true })
      .whereNotExists((steps) =>
        steps.from('steps').whereColumn('steps.episode_id', 'episodes.episode_id')
      )
    assert.lengthOf(half, 0)
    await makeRoom()
    const training = await app.container.make(TrainingService)
    await training.resume(runId, ACTOR)
    assert.equal(await executor.execute(runId), 'settled')
    assert.equal((await storedRun(runId)).weights_sha256, expected)
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

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { Worker } from 'node:worker_threads'
import env from '#start/env'
import { workTrainingRuns } from '#jobs/train_job'
import { Queue } from '#services/queue'
import type { RunExecutor } from '#services/training/run_executor'
import TrainingService from '#services/training_service'
import { executorHere } from './executor_here.js'
import { ACTOR, sampleDataset, SMALL, storedRun } from './fixture.js'
import {
  emptyQueue,
  queuedRun,
  sequencesOf,
  undisturbedWeights,
  untilCheckpoint,
  untilEnded,
  untilEpisode,
  upTo,
  LONG_EPISODES,
} from './worker_process.js'

/** The threads that this process starts from now on, oldest first. */
function newThreads(): { threads: Worker[]; forget: () => void } {
  const threads: Worker[] = []
  const note = (thread: Worker) => threads.push(thread)
  process.on('worker', note)
  return { threads, forget: () => void process.off('worker', note) }
}

/** Works the queue of runs in this process, with a connection of its own, until it is stopped. */
async function working(executor: RunExecutor, threads: number): Promise<() => Promise<void>> {
  const queue = new Queue(env.get('DATABASE_URL'), logger)
  await workTrainingRuns(queue, executor, threads)
  return () => queue.stop(5)
}

async function logOf(runId: number): Promise<string[]> {
  const events = await db.from('run_events').where('run_id', runId).orderBy('run_event_id')
  return events.map(({ message }) => message)
}

test.group('A thread that dies', (group) => {
  group.each.setup(emptyQueue)

  test('takes no other run along, and its own goes on from the checkpoint in the same process', async ({
    assert,
    cleanup,
  }) => {
    const seeds = [1, 2]
    const expected = [await undisturbedWeights(1), await undisturbedWeights(2)]
    const { executor, close } = await executorHere(0.2, 2)
    cleanup(close)
    const { threads, forget } = newThreads()
    cleanup(forget)
    const runIds = [await queuedRun(1), await queuedRun(2)]
    cleanup(await working(executor, 2))
    for (const runId of runIds) {
      await untilCheckpoint(runId)
      await untilEpisode(runId, 40)
    }
    await threads[0].terminate()
    for (const [k, runId] of runIds.entries()) {
      assert.equal(await untilEnded(runId), 'completed', (await storedRun(runId)).error_message!)
      assert.equal((await storedRun(runId)).weights_sha256, expected[k], `seed ${seeds[k]}`)
      assert.deepEqual(await sequencesOf(runId), upTo(LONG_EPISODES))
    }
    const attempts = await Promise.all(runIds.map(async (id) => (await storedRun(id)).attempts))
    assert.sameMembers(attempts, [1, 2])
    const log = await logOf(runIds[attempts.indexOf(2)])
    assert.include(log, 'attempt 1 broke: worker exited with code: 1')
  }).timeout(240_000)

  test('leaves none waiting that was to have the thread after it', async ({ assert, cleanup }) => {
    const { executor, close } = await executorHere()
    cleanup(close)
    const { threads, forget } = newThreads()
    cleanup(forget)
    const [first, second] = [await queuedRun(1), await queuedRun(2)]
    const broken = executor.execute(first)
    await untilEpisode(first, 20)
    const waiting = executor.execute(second)
    await threads[0].terminate()
    await assert.rejects(() => broken, /worker exited/)
    await untilEpisode(second, 20)
    const training = await app.container.make(TrainingService)
    await training.cancel(second, ACTOR)
    assert.equal(await waiting, 'settled')
    assert.equal((await storedRun(second)).status, 'cancelled')
  }).timeout(120_000)

  test('at each attempt fails the run with the reason, and the queue goes on with others', async ({
    assert,
    cleanup,
  }) => {
    const { executor, close } = await executorHere()
    cleanup(close)
    const doomed = await queuedRun(1)
    // the first in its middle, those after it before they have begun
    const begun = untilCheckpoint(doomed)
    const end = (thread: Worker) => void begun.then(() => thread.terminate(), assert.fail)
    process.on('worker', end)
    cleanup(() => void process.off('worker', end))
    cleanup(await working(executor, 1))
    assert.equal(await untilEnded(doomed), 'failed')
    process.off('worker', end)
    const run = await storedRun(doomed)
    assert.equal(run.error_code, 'E_WORKER_LOST')
    const last =
      /No attempt at this run reached its end: attempt 6 broke: the thread ended before it began\./
    assert.match(run.error_message ?? '', last)
    assert.match(run.error_remedy ?? '', /then resume: the run goes on from its checkpoint/)
    assert.include(await logOf(doomed), 'attempt 1 broke: worker exited with code: 1')
    const training = await app.container.make(TrainingService)
    const launch = { datasets: [await sampleDataset()], preset: 'quick' as const, set: SMALL }
    const [other] = (await training.launch({ ...launch, seeds: [3] }, ACTOR)).runIds
    assert.equal(await untilEnded(other), 'completed')
  }).timeout(120_000)
})

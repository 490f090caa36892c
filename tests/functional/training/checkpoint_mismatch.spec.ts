import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import TrainingService from '#services/training_service'
import { executorHere } from './executor_here.js'
import { ACTOR, storedRun } from './fixture.js'
import {
  emptyQueue,
  LONG_EPISODES,
  queuedRun,
  sequencesOf,
  undisturbedWeights,
  untilCheckpoint,
  untilEpisode,
  upTo,
} from './worker_process.js'

/** Writes a gamma into a run's stored parameters, as no part of the program does. */
async function setGamma(runId: number, gamma: number): Promise<void> {
  const changed = "jsonb_set(parameters, '{agent,gamma}', to_jsonb(?::float8))"
  await db.rawQuery(`update training_runs set parameters = ${changed} where run_id = ?`, [
    gamma,
    runId,
  ])
}

async function newestCheckpoint(runId: number) {
  return db.from('checkpoints').where('run_id', runId).orderBy('sequence', 'desc').firstOrFail()
}

test.group('A run whose parameters are not its checkpoint’s', (group) => {
  group.each.setup(emptyQueue)

  test('fails with both values and keeps the checkpoint, from which it goes on once they fit', async ({
    assert,
    cleanup,
  }) => {
    const expected = await undisturbedWeights(1)
    const { executor, killThread, close } = await executorHere()
    cleanup(close)
    const runId = await queuedRun(1)
    const broken = executor.execute(runId)
    await untilCheckpoint(runId)
    await untilEpisode(runId, 40)
    killThread()
    await assert.rejects(() => broken)
    const checkpoint = await newestCheckpoint(runId)
    await setGamma(runId, 0.5)
    assert.equal(await executor.execute(runId), 'settled')
    const failed = await storedRun(runId)
    assert.equal(failed.status, 'failed')
    assert.equal(failed.error_code, 'E_CHECKPOINT_MISMATCH')
    assert.match(failed.error_message ?? '', /its agent\.gamma is 0\.99, this run's is 0\.5\./)
    assert.deepEqual(await newestCheckpoint(runId), checkpoint)
    assert.deepEqual(await sequencesOf(runId), upTo(checkpoint.sequence))

    await setGamma(runId, 0.99)
    const training = await app.container.make(TrainingService)
    await training.resume(runId, ACTOR)
    assert.equal(await executor.execute(runId), 'settled')
    assert.equal((await storedRun(runId)).weights_sha256, expected)
    assert.deepEqual(await sequencesOf(runId), upTo(LONG_EPISODES))
  }).timeout(240_000)
})

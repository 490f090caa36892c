import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { TrainingPool } from '#compute/training_pool'
import { failLostRerun, RerunExecutor } from '#services/reruns/rerun_executor'
import Reproduction from '#services/reruns/reproduction'
import Reruns, { knownRerun } from '#services/reruns/reruns'
import TrainingService from '#services/training_service'
import { registerWorker } from '#services/worker_service'
import { executorHere } from './executor_here.js'
import { ACTOR, sampleDataset, SMALL } from './fixture.js'

interface Stored {
  readonly episode_id: number
  readonly number: number
  readonly total_steps: number
  readonly steps_recorded: boolean
}

test.group('Runs trained again', (group) => {
  let runId: number
  let pool: TrainingPool
  let reruns: Reruns
  let executor: RerunExecutor
  let workerId: number

  group.setup(async () => {
    const training = await app.container.make(TrainingService)
    const datasets = [await sampleDataset()]
    const set = { ...SMALL, 'training.recordEvery': 5 }
    const input = { datasets, preset: 'quick', set, seeds: [3] }
    const { runIds } = await training.launch(input, ACTOR)
    runId = runIds[0]
    const here = await executorHere()
    await here.executor.execute(runId)
    await here.close()
    pool = new TrainingPool(1)
    reruns = await app.container.make(Reruns)
    ;({ workerId } = await registerWorker('worker', 1))
    executor = new RerunExecutor(pool, await app.container.make(Reproduction), workerId)
    return () => pool.close()
  })

  const episode = async (number: number) =>
    (await db
      .from('episodes')
      .where({ run_id: runId, kind: 'training', number })
      .firstOrFail()) as Stored

  test('a completed run has the same weights again, and nothing else is stored', async ({
    assert,
  }) => {
    const before = await db.from('episodes').where('run_id', runId).count('* as n')
    const rerunId = await reruns.reproduce(runId, ACTOR)
    assert.equal(await reruns.reproduce(runId, ACTOR), rerunId, 'asked for twice, it runs once')
    await executor.execute(rerunId)
    const rerun = await knownRerun(rerunId)
    const run = await db.from('training_runs').where('run_id', runId).firstOrFail()
    assert.equal(rerun.status, 'identical')
    assert.equal(rerun.weights_sha256, run.weights_sha256)
    assert.deepEqual([rerun.episodes_done, rerun.episodes_total], [20, 20])
    const stored = await db.from('reruns').where('rerun_id', rerunId).firstOrFail()
    assert.deepInclude(stored, { worker_id: workerId, attempts: 1 })
    assert.isNotNull(stored.started_at)
    assert.deepEqual(await db.from('episodes').where('run_id', runId).count('* as n'), before)
  }).timeout(60_000)

  test('weights that are not the same are told as different', async ({ assert }) => {
    const { weights_sha256: weights } = await db
      .from('training_runs')
      .where('run_id', runId)
      .firstOrFail()
    const change = (sha: string) =>
      db.from('training_runs').where('run_id', runId).update({ weights_sha256: sha })
    await change('0'.repeat(64))
    const rerunId = await reruns.reproduce(runId, ACTOR)
    await executor.execute(rerunId)
    await change(weights)
    assert.equal((await knownRerun(rerunId)).status, 'different')
  }).timeout(60_000)

  test('an episode that was not recorded gets its steps, trades and operations', async ({
    assert,
  }) => {
    // the fifth is recorded anyway: a replay of it has to agree with what is stored
    const { episode_id: fifth } = await episode(5)
    const steps = () => db.from('steps').where('episode_id', fifth).orderBy('bar')
    const kept = await steps()
    await db.from('trading_operations').where('episode_id', fifth).delete()
    await db.from('steps').where('episode_id', fifth).delete()
    await db.from('trades').where('episode_id', fifth).delete()
    await db.from('episodes').where('episode_id', fifth).update({ steps_recorded: false })
    await executor.execute(await reruns.replay(fifth, ACTOR))
    const without = (rows: Record<string, unknown>[]) => rows.map((row) => ({ ...row, step_id: 0 }))
    assert.deepEqual(without(await steps()), without(kept))
    const seventh = await episode(7)
    const rerunId = await reruns.replay(seventh.episode_id, ACTOR)
    await executor.execute(rerunId)
    assert.equal((await knownRerun(rerunId)).status, 'identical')
    const now = await episode(7)
    assert.isTrue(now.steps_recorded)
    const [{ n }] = await db.from('steps').where('episode_id', now.episode_id).count('* as n')
    assert.equal(Number(n), now.total_steps)
    await assert.rejects(() => reruns.replay(now.episode_id, ACTOR), /its steps are recorded/)
  }).timeout(60_000)

  test('an episode that was another one is not stored, and says in what', async ({ assert }) => {
    const { episode_id: id } = await episode(8)
    await db.from('episodes').where('episode_id', id).update({ total_reward: 1 })
    const rerunId = await reruns.replay(id, ACTOR)
    await executor.execute(rerunId)
    const rerun = await knownRerun(rerunId)
    assert.equal(rerun.status, 'different')
    assert.match(rerun.error_message ?? '', /its total reward was 1 and is -?[\d.]+ now/)
    assert.lengthOf(await db.from('steps').where('episode_id', id), 0)
  }).timeout(60_000)

  test('one that is cancelled ends, and one whose workers were lost has failed', async ({
    assert,
  }) => {
    const { episode_id: id } = await episode(9)
    const cancelled = await reruns.replay(id, ACTOR)
    await reruns.cancel(cancelled, ACTOR)
    await executor.execute(cancelled)
    assert.equal((await knownRerun(cancelled)).status, 'cancelled')
    assert.isFalse((await episode(9)).steps_recorded)
    const lost = await reruns.replay(id, ACTOR)
    await failLostRerun(lost)
    assert.equal((await knownRerun(lost)).error_code, 'E_WORKER_LOST')
  }).timeout(60_000)

  test('each is in the audit log, and what cannot be is refused', async ({ assert }) => {
    const acts = await db
      .from('audit_events')
      .whereIn('act', ['run.reproduce', 'episode.replay', 'rerun.cancel'])
      .orderBy('audit_event_id')
    assert.includeMembers(
      acts.map(({ act }) => act),
      ['run.reproduce', 'episode.replay', 'rerun.cancel']
    )
    const { best_episode_id: best } = await db
      .from('training_runs')
      .where('run_id', runId)
      .firstOrFail()
    await db.from('episodes').where('episode_id', best).update({ steps_recorded: false })
    await assert.rejects(() => reruns.replay(best, ACTOR), /it is of validation, not of training/)
    await db.from('training_runs').where('run_id', runId).update({ status: 'cancelled' })
    await assert.rejects(
      () => reruns.reproduce(runId, ACTOR),
      /is cancelled and cannot be reproduced/
    )
  })
})

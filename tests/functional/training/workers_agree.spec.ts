import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import TrainingService from '#services/training_service'
import { executorHere } from './executor_here.js'
import { ACTOR, sampleDataset, SMALL, storedRun } from './fixture.js'

const SEEDS = [1, 2, 3, 4]

/** Hash over every stored step of a run, in order: what was seen, done and earned. */
async function trajectoryOf(runId: number): Promise<string> {
  const { rows } = (await db.rawQuery(
    `select md5(string_agg(concat_ws('|', e.sequence, e.kind, s.bar, s.action_index, s.units,
       s.reward, s.portfolio_value, s.reason, s.q_values), ',' order by e.sequence, s.bar)) as hash
     from episodes e join steps s using (episode_id) where e.run_id = ?`,
    [runId]
  )) as { rows: { hash: string }[] }
  return rows[0].hash
}

/** Four seeds trained with so many threads at once. */
async function trained(threads: number) {
  const { executor, close } = await executorHere(30, threads)
  const training = await app.container.make(TrainingService)
  const set = { ...SMALL, 'training.recordEvery': 1 }
  const datasets = [await sampleDataset()]
  const launch = { datasets, preset: 'quick' as const, set, seeds: SEEDS }
  const { runIds } = await training.launch(launch, ACTOR)
  await Promise.all(runIds.map((runId) => executor.execute(runId)))
  await close()
  return Promise.all(
    runIds.map(async (runId) => {
      const { seed, status, weights_sha256: weights } = await storedRun(runId)
      return { seed, status, weights, trajectory: await trajectoryOf(runId) }
    })
  )
}

test.group('Workers', () => {
  test('1, 2 or 4 give every seed the same trajectory and weights, byte by byte', async ({
    assert,
  }) => {
    const one = await trained(1)
    assert.deepEqual(
      one.map(({ status }) => status),
      SEEDS.map(() => 'completed')
    )
    assert.lengthOf(new Set(one.map(({ weights }) => weights)), SEEDS.length)
    assert.lengthOf(new Set(one.map(({ trajectory }) => trajectory)), SEEDS.length)
    assert.deepEqual(await trained(2), one)
    assert.deepEqual(await trained(4), one)
  }).timeout(180_000)
})

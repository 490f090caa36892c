import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import TrainingService, { type LaunchInput } from '#services/training_service'
import { ACTOR, sampleDataset, SMALL, storedRun } from './fixture.js'

async function launch(changes: Partial<LaunchInput> = {}) {
  const training = await app.container.make(TrainingService)
  const datasets = [await sampleDataset()]
  const input: LaunchInput = { datasets, preset: 'quick', set: SMALL, seeds: [1, 2], ...changes }
  return { training, ...(await training.launch(input, ACTOR)) }
}

async function counts() {
  const [experiments, runs, jobs] = await Promise.all(
    ['experiments', 'training_runs', 'pgboss.job'].map((table) => db.from(table).count('* as n'))
  )
  return [experiments[0].n, runs[0].n, jobs[0].n].map(Number)
}

test.group('Launching runs', () => {
  test('stores one experiment, a run a seed, and a job a run', async ({ assert }) => {
    const { runIds, experiment } = await launch()
    assert.lengthOf(runIds, 2)
    const jobs = await db
      .from('pgboss.job')
      .whereRaw("(data->>'runId')::int = any(?)", [[...runIds]])
    assert.lengthOf(jobs, 2)
    assert.equal(experiment.parameters.agent.hiddenLayers[0], 16)
    assert.equal((await storedRun(runIds[0])).status, 'queued')
  })

  test('bad input stores nothing and names the value and the bound', async ({ assert }) => {
    await launch()
    const before = await counts()
    const cases: [Partial<LaunchInput>, RegExp][] = [
      [{ set: { 'agent.learningRate': 0 } }, /agent.learningRate is 0, but must be/],
      [{ set: { 'agent.learningRate': 'abc' } }, /agent.learningRate is "abc"/],
      [
        { set: { 'agent.epsilonStart': 1.1 } },
        /epsilonStart is 1.1, but must be a number from 0 to 1/,
      ],
      [{ set: { 'training.episodes': 0 } }, /training.episodes is 0/],
      [{ set: { 'agent.batchSize': 300, 'agent.capacity': 200 } }, /agent.batchSize is 300/],
      [{ set: { 'agent.hiddenLayers': '0' } }, /agent.hiddenLayers is 0/],
      [{ set: { 'agent.hiddenLayers': '100000' } }, /agent.hiddenLayers is 100000/],
      [{ set: { 'features.indicators': 'nonsense' } }, /features.indicators is nonsense/],
      [{ set: { nonsense: 1 } }, /There is no parameter nonsense/],
      [{ seeds: [] }, /seeds is empty, but must be 1 to 100/],
      [{ seeds: [1, 1] }, /seeds is 1, 1/],
      [{ datasets: [999_999] }, /There is no dataset 999999/],
      [{ datasets: ['NOPE'] }, /There is no dataset "NOPE"/],
      [{ datasets: [] }, /dataset is empty, but must name at least one/],
      [{ datasets: ['AAPL', 'AAPL'] }, /dataset names dataset \d+ twice/],
      [
        { set: { 'features.window': 250, 'data.trainShare': 0.1 } },
        /The training range has \d+ bars, but needs at least 251/,
      ],
    ]
    const { training, experiment } = await launch()
    for (const [changes, message] of cases) {
      const input = {
        datasets: [await sampleDataset()],
        preset: 'quick' as const,
        set: {},
        ...changes,
      }
      await assert.rejects(() => training.launch(input, ACTOR), message)
    }
    const after = await counts()
    assert.deepEqual(after, [before[0] + 1, before[1] + 2, before[2] + 2], String(experiment.name))
  })

  test('a queued run is cancelled at once, and resumed into the queue', async ({ assert }) => {
    const { training, runIds } = await launch({ seeds: [5] })
    await training.cancel(runIds[0], ACTOR)
    assert.equal((await storedRun(runIds[0])).status, 'cancelled')
    await assert.rejects(
      () => training.cancel(runIds[0], ACTOR),
      /is cancelled and cannot be cancelled/
    )
    await training.resume(runIds[0], ACTOR)
    assert.equal((await storedRun(runIds[0])).status, 'queued')
    await assert.rejects(() => training.resume(runIds[0], ACTOR), /is queued and cannot be resumed/)
    await assert.rejects(() => training.delete(runIds[0], ACTOR), /is queued and cannot be deleted/)
  })

  test('the last run of an experiment takes it along, and is in the audit log', async ({
    assert,
  }) => {
    const { training, runIds, experiment } = await launch({ seeds: [7] })
    await training.cancel(runIds[0], ACTOR)
    await training.delete(runIds[0], ACTOR)
    const left = await db
      .from('experiments')
      .where('experiment_id', Number(experiment.experimentId))
    assert.lengthOf(left, 0)
    const acts = await db
      .from('audit_events')
      .where({ object_type: 'run', object_id: String(runIds[0]) })
      .orderBy('audit_event_id')
    assert.deepEqual(
      acts.map(({ act }) => act),
      ['run.cancel', 'run.delete']
    )
    await assert.rejects(() => training.cancel(runIds[0], ACTOR), /There is no run/)
  })
})

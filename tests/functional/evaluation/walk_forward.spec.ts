import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import DatasetService from '#services/dataset_service'
import TrainingService from '#services/training_service'
import { ACTOR, storedRun, until } from '../training/fixture.js'
import { evaluated, request, settled, sheetOf, trainedExperiment, workingHere } from './fixture.js'

interface FoldRun {
  readonly run_id: number
  readonly fold: number
}

async function runsOfFolds(evaluationId: number): Promise<FoldRun[]> {
  return (await db
    .from('training_runs as r')
    .join('experiments as e', 'e.experiment_id', 'r.experiment_id')
    .where('e.evaluation_id', evaluationId)
    .orderBy(['e.fold', 'r.seed'])
    .select('r.run_id', 'e.fold')) as FoldRun[]
}

test.group('Walk-forward', (group) => {
  let experimentId: number
  let datasetId: number

  group.setup(async () => {
    const { stop } = await workingHere()
    ;({ experimentId, datasetId } = await trainedExperiment())
    return stop
  })

  test('every fold is retrained with every seed, and their test ranges join up to the sealed one', async ({
    assert,
  }) => {
    const looks = await db.from('test_looks').count('* as n').firstOrFail()
    const trials = await db.from('trials').count('* as n').firstOrFail()
    const evaluation = await evaluated({
      of: { experimentId },
      range: 'walk_forward',
      walkForward: { folds: 3, mode: 'anchored' },
    })
    const { folds, agents, time, notes } = sheetOf(evaluation)
    assert.deepEqual(notes, [])
    const runs = await runsOfFolds(evaluation.evaluation_id)
    assert.deepEqual(
      runs.map(({ fold }) => fold),
      [1, 1, 2, 2, 3, 3]
    )
    assert.deepEqual(
      folds.flatMap(({ runIds }) => runIds),
      runs.map(({ run_id: runId }) => runId)
    )
    assert.lengthOf(agents, 2)
    assert.equal(
      folds.reduce((sum, { bars }) => sum + bars, 0),
      time.length
    )
    folds.forEach(({ start, from, to, bars }) => {
      assert.equal(time[start], from)
      assert.equal(time[start + bars - 1], to)
    })
    // the first test bar comes after the embargo behind the last fold
    const { splits } = await db
      .from('training_runs')
      .where('experiment_id', experimentId)
      .firstOrFail()
    const validationEnd = splits[0].validation.last
    const datasets = await app.container.make(DatasetService)
    const { series } = await datasets.load(datasetId)
    assert.equal(time.at(-1), series.time[validationEnd])
    assert.deepEqual(await db.from('test_looks').count('* as n').firstOrFail(), looks)
    assert.deepEqual(await db.from('trials').count('* as n').firstOrFail(), trials)
  }).timeout(120_000)

  test('training in a fold ends before its out-of-sample range begins', async ({ assert }) => {
    const input = { of: { experimentId }, range: 'walk_forward' } as const
    const walkForward = { folds: 2, mode: 'rolling' } as const
    const evaluation = await evaluated({ ...input, walkForward })
    const datasets = await app.container.make(DatasetService)
    const { series } = await datasets.load(datasetId)
    for (const { from, runIds } of sheetOf(evaluation).folds) {
      for (const runId of runIds) {
        const { splits } = await db.from('training_runs').where('run_id', runId).firstOrFail()
        const [{ training, validation, test: outOfSample, embargo }] = splits
        assert.equal(series.time[outOfSample.first], from)
        assert.isAtLeast(validation.first - training.last, embargo + 1)
        assert.isAtLeast(outOfSample.first - validation.last, embargo + 1)
      }
    }
  }).timeout(120_000)

  test('a fold without a model fails with its run named, and resuming the run completes it', async ({
    assert,
  }) => {
    const evaluationId = await request({
      of: { experimentId },
      range: 'walk_forward',
      walkForward: { folds: 2, mode: 'anchored' },
    })
    const training = await app.container.make(TrainingService)
    const runs = (await runsOfFolds(evaluationId)).filter(({ fold }) => fold === 2)
    for (const { run_id: runId } of runs) await training.cancel(runId, ACTOR)
    const failed = await settled(evaluationId)
    assert.equal(failed.error?.code, 'E_FOLD_WITHOUT_MODEL')
    assert.include(failed.error?.message ?? '', `run ${runs[0].run_id} of fold 2`)
    await training.resume(runs[0].run_id, ACTOR)
    await until(async () => {
      const { status } = await storedRun(runs[0].run_id)
      return status === 'completed' ? status : null
    })
    await until(async () => ((await settled(evaluationId)).status === 'completed' ? true : null))
    const sheet = sheetOf(await settled(evaluationId))
    assert.lengthOf(sheet.agents, 1)
    assert.match(sheet.notes[0], /Seed 2 is left out: run \d+ of fold 2 cancelled without a model/)
  }).timeout(120_000)

  test('folds that leave too few bars are refused, with the numbers', async ({ assert }) => {
    const input = { of: { experimentId }, range: 'walk_forward' } as const
    await assert.rejects(
      () => request({ ...input, walkForward: { folds: 1, mode: 'anchored' } }),
      /folds is 1, but must be an integer from 2 to 50/
    )
    await assert.rejects(() => request(input), /walkForward is missing/)
  })
})

import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import DatasetService from '#services/dataset_service'
import TrainingService from '#services/training_service'
import TuningService from '#services/tuning_service'
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

interface TunedFold {
  readonly study_id: number
  readonly fold: number
  readonly status: string
  readonly trial_count: number
  readonly best_trial: number
}

interface TrialRun {
  readonly number: number
  readonly parameters: { readonly training: { readonly recordEvery: number } }
  readonly embargo: number
  /** Time of the last validation bar. */
  readonly until: number
}

/** The runs of a study's trials, with where their validation ends. */
async function runsOfStudy(studyId: number): Promise<TrialRun[]> {
  const rows = (await db
    .from('study_trials as t')
    .join('experiments as e', 'e.study_trial_id', 't.study_trial_id')
    .join('training_runs as r', 'r.experiment_id', 'e.experiment_id')
    .join('experiment_datasets as x', 'x.experiment_id', 'e.experiment_id')
    .where('t.study_id', studyId)
    .select('t.number', 'e.parameters', 'r.splits', 'x.dataset_id')) as {
    number: number
    parameters: TrialRun['parameters']
    splits: { validation: { last: number }; embargo: number }[]
    dataset_id: number
  }[]
  const datasets = await app.container.make(DatasetService)
  return Promise.all(
    rows.map(async ({ number, parameters, splits: [{ validation, embargo }], dataset_id: id }) => {
      const { series } = await datasets.load(Number(id))
      return { number, parameters, embargo, until: series.time[validation.last] }
    })
  )
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

  test('a fold can be tuned anew: its study sees no bar of its out-of-sample range, and the best is trained', async ({
    assert,
  }) => {
    const space = {
      'agent.learningRate': { low: 0.0001, high: 0.01, log: true },
      'features.window': { low: 5, high: 12 },
    }
    const evaluation = await evaluated({
      of: { experimentId },
      range: 'walk_forward',
      walkForward: { folds: 2, mode: 'anchored', retune: { space, trials: 4 } },
    })
    const { folds, agents } = sheetOf(evaluation)
    assert.lengthOf(agents, 2)
    const studies = (await db
      .from('studies')
      .where('evaluation_id', evaluation.evaluation_id)
      .orderBy('fold')) as TunedFold[]
    assert.deepEqual(
      studies.map(({ fold, status, trial_count: trials }) => ({ fold, status, trials })),
      [1, 2].map((fold) => ({ fold, status: 'completed', trials: 4 }))
    )
    for (const [k, { study_id: studyId, best_trial: best }] of studies.entries()) {
      const trials = await runsOfStudy(studyId)
      assert.equal(new Set(trials.map(({ number }) => number)).size, 4)
      for (const { parameters, until, embargo } of trials) {
        // its validation ends before the fold's first bar, with room for the widest window
        assert.isBelow(until, new Date(folds[k].from).getTime())
        assert.equal(embargo, 12)
        assert.equal(parameters.training.recordEvery, 0)
      }
      const [winner] = trials.filter(({ number }) => number === best)
      const { parameters } = (await db
        .from('experiments')
        .where({ evaluation_id: evaluation.evaluation_id, fold: k + 1 })
        .firstOrFail()) as { parameters: unknown }
      assert.deepEqual(parameters, winner.parameters)
    }
  }).timeout(240_000)

  test('a fold whose study found nothing is named, and the evaluation goes on when the study does', async ({
    assert,
  }) => {
    const tuning = await app.container.make(TuningService)
    const evaluationId = await request({
      of: { experimentId },
      range: 'walk_forward',
      walkForward: {
        folds: 2,
        mode: 'rolling',
        retune: { space: { 'agent.nStep': {} }, trials: 2 },
      },
    })
    const [, second] = await db.from('studies').where('evaluation_id', evaluationId).orderBy('fold')
    const studyId = Number(second.study_id)
    await tuning.stop(studyId, ACTOR)
    const failed = await settled(evaluationId)
    assert.equal(failed.error?.code, 'E_FOLD_WITHOUT_MODEL')
    assert.include(failed.error?.message ?? '', `study ${studyId} of fold 2 (stopped)`)
    await tuning.extend(studyId, { trials: 4 }, ACTOR)
    await until(
      async () => ((await settled(evaluationId)).status === 'completed' ? true : null),
      120
    )
    assert.lengthOf(sheetOf(await settled(evaluationId)).folds, 2)
  }).timeout(240_000)

  test('folds that leave too few bars are refused, with the numbers', async ({ assert }) => {
    const input = { of: { experimentId }, range: 'walk_forward' } as const
    await assert.rejects(
      () => request({ ...input, walkForward: { folds: 1, mode: 'anchored' } }),
      /folds is 1, but must be an integer from 2 to 50/
    )
    await assert.rejects(() => request(input), /walkForward is missing/)
  })
})

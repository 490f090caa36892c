import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { METRIC_NAMES } from '#core/evaluation/metrics/metric_list'
import { VERDICTS } from '#core/evaluation/verdicts/verdict'
import TrainingService from '#services/training_service'
import { ACTOR } from '../training/fixture.js'
import { evaluated, request, sheetOf, trainedExperiment, workingHere } from './fixture.js'

test.group('Evaluations', (group) => {
  let experimentId: number
  let runIds: readonly number[]
  let stop: () => Promise<void>

  group.setup(async () => {
    ;({ stop } = await workingHere())
    ;({ experimentId, runIds } = await trainedExperiment())
    return () => stop()
  })

  test('the verdicts stand in their order, and every metric of every subject is stored', async ({
    assert,
  }) => {
    const evaluation = await evaluated({ of: { experimentId }, range: 'validation' })
    const { verdicts, agents, benchmarks } = sheetOf(evaluation)
    assert.deepEqual(
      verdicts.map(({ name }) => name),
      [...VERDICTS]
    )
    assert.deepEqual(
      agents.map(({ runId }) => runId),
      runIds
    )
    const names = ['buy_and_hold', 'sma_crossover', 'always_flat']
    assert.deepEqual(
      benchmarks.map(({ name }) => name),
      names
    )
    const rows = await db
      .from('evaluation_metrics')
      .where('evaluation_id', evaluation.evaluation_id)
      .select('subject', 'metric', 'value')
    for (const subject of ['agent', 'median', ...names]) {
      const metrics = rows.filter((row) => row.subject === subject).map(({ metric }) => metric)
      assert.includeMembers(metrics, METRIC_NAMES)
    }
    const flat = rows.find((row) => row.subject === 'always_flat' && row.metric === 'sharpe')
    assert.isNull(flat.value)
  })

  test('the same evaluation again is the same to the last bit', async ({ assert }) => {
    const input = { of: { experimentId }, range: 'validation' } as const
    const [once, again] = [await evaluated(input), await evaluated(input)]
    assert.deepEqual(sheetOf(again), sheetOf(once))
  })

  test('the validation result of the best weights is that of the training', async ({ assert }) => {
    const sheet = sheetOf(await evaluated({ of: { runId: runIds[0] }, range: 'validation' }))
    const run = await db.from('training_runs').where('run_id', runIds[0]).firstOrFail()
    assert.lengthOf(sheet.agents, 1)
    assert.equal(sheet.agents[0].metrics.sharpe, run.best_validation)
  })

  test('no value that is drawn or stored is NaN, infinite or missing', async ({ assert }) => {
    const sheet = sheetOf(await evaluated({ of: { experimentId }, range: 'validation' }))
    const walk = (value: unknown, path: string): void => {
      if (typeof value === 'number') assert.isTrue(Number.isFinite(value), path)
      assert.isDefined(value, path)
      if (typeof value === 'object' && value !== null) {
        for (const [key, part] of Object.entries(value)) walk(part, `${path}.${key}`)
      }
    }
    walk(sheet, 'sheet')
    assert.lengthOf(sheet.agents[0].equity, sheet.time.length)
    for (const { equity } of sheet.benchmarks) assert.lengthOf(equity, sheet.time.length)
  })

  test('settings out of bounds are refused with name, value and bound; nothing is stored', async ({
    assert,
  }) => {
    const before = await db.from('evaluation_runs').count('* as n').firstOrFail()
    const of = { experimentId }
    const refused = (settings: object, message: RegExp) =>
      assert.rejects(() => request({ of, range: 'validation', settings }), message)
    await refused({ bootstrap: 5 }, /bootstrap is 5, but must be an integer from 100 to 100000/)
    await refused({ costs: [Number.NaN] }, /costs is NaN/)
    await refused({ smaFast: 30, smaSlow: 10 }, /smaFast is 30, but must be under smaSlow, 10/)
    await refused({ benchmarks: ['moon'] }, /benchmarks has "moon"/)
    assert.deepEqual(await db.from('evaluation_runs').count('* as n').firstOrFail(), before)
  })

  test('what is not there, or not yet, is refused by name', async ({ assert }) => {
    const range = 'validation' as const
    await assert.rejects(() => request({ of: { runId: 987 }, range }), /no run 987/)
    await assert.rejects(() => request({ of: { experimentId: 987 }, range }), /no experiment 987/)
    await assert.rejects(
      () => request({ of: { experimentId }, range, datasetId: 987 }),
      /is not one that run \d+ was trained on/
    )
  })

  test('a cancelled run is judged with a note, one without a model is left out with one', async ({
    assert,
  }) => {
    const { experimentId: other, runIds: runs } = await trainedExperiment({}, [5, 6, 7])
    await db.from('training_runs').where('run_id', runs[1]).update({ status: 'cancelled' })
    await db.from('training_runs').where('run_id', runs[2]).update({ status: 'failed' })
    await db.from('models').where('run_id', runs[2]).delete()
    const sheet = sheetOf(await evaluated({ of: { experimentId: other }, range: 'validation' }))
    assert.deepEqual(
      sheet.agents.map(({ seed }) => seed),
      [5, 6]
    )
    assert.lengthOf(sheet.notes, 2)
    assert.match(sheet.notes[0], /seed 6, was cancelled after 20 of 20 episodes/)
    assert.match(sheet.notes[1], /seed 7, failed before its first validation/)
  }).timeout(60_000)

  test('a model with features that this program does not compute fails with their names', async ({
    assert,
  }) => {
    const { experimentId: other, runIds: runs } = await trainedExperiment({}, [9])
    await db.rawQuery(
      `update models set manifest = jsonb_set(manifest, '{featureNames,0}', '"moon_phase"')
       where run_id = ?`,
      [runs[0]]
    )
    const evaluation = await evaluated({ of: { experimentId: other }, range: 'validation' })
    assert.equal(evaluation.status, 'failed')
    assert.equal(evaluation.error?.code, 'E_MODEL_FEATURES')
    assert.match(evaluation.error?.message ?? '', /missing are moon_phase/)
  }).timeout(60_000)

  test('trials stay counted when their run is deleted, and folds are no trials', async ({
    assert,
  }) => {
    const { experimentId: other, runIds: runs } = await trainedExperiment({}, [11, 12])
    const trialsNow = async () => {
      const evaluation = await evaluated({ of: { experimentId: other }, range: 'validation' })
      return sheetOf(evaluation).inference.trials
    }
    const before = await trialsNow()
    const training = await app.container.make(TrainingService)
    await training.delete(runs[1], ACTOR)
    assert.equal(await trialsNow(), before)
    const kept = await db.from('trials').whereNull('run_id').firstOrFail()
    assert.isNumber(kept.sharpe)
  }).timeout(60_000)
})

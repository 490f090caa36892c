import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { trialCurves } from '#services/pages/studies/trial_curves'
import { studyPlots } from '#services/pages/studies/study_plots'
import { studyCharts } from '#transformers/charts/study/study_charts'
import { plantRun } from '#tests/functional/pages/planted_run'
import { plantLooks, type PlantedLook } from './planted_looks.js'
import { plantStudy } from './planted_study.js'

test.group('Learning curves of a study', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('they are the objective, the median over seeds where all were validated', async ({
    assert,
  }) => {
    const { datasetId } = await plantRun({ episodes: 10 })
    const objectives = [{ metric: 'total_return', direction: 'maximize' }] as const
    const studyId = await plantStudy(datasetId, { objectives, seeds: [1, 2, 3] })
    const looks = (...returns: readonly number[]): PlantedLook[] =>
      returns.map((totalReturn, k) => ({ episode: 3 ** k, datasetId, sharpe: 9, totalReturn }))
    await plantLooks(studyId, 0, {
      1: looks(0.1, 0.2, 0.9),
      2: looks(0.3, 0.6),
      3: looks(0.2, 0.4),
    })
    const curves = await trialCurves(studyId, [5, 0], { objectives, seeds: [1, 2, 3] })
    assert.deepEqual(curves, [{ trial: 0, episodes: [1, 3], values: [0.2, 0.4] }])
    const charts = studyCharts(await studyPlots(studyId), { x: null, y: null }, 0)
    assert.equal(charts.curves?.panes[0]!.label, 'Validation total return, median of 3 seeds')
  })

  test('a seed whose value is undefined leaves a gap', async ({ assert }) => {
    const { datasetId } = await plantRun({ episodes: 10 })
    const studyId = await plantStudy(datasetId, { seeds: [1, 2] })
    const looks = (...sharpes: readonly (number | null)[]): PlantedLook[] =>
      sharpes.map((sharpe, k) => ({ episode: k + 1, datasetId, sharpe }))
    await plantLooks(studyId, 0, { 1: looks(null, 1), 2: looks(1, 2) })
    const objectives = [{ metric: 'sharpe', direction: 'maximize' }] as const
    const [curve] = await trialCurves(studyId, [0], { objectives, seeds: [1, 2] })
    assert.deepEqual(curve!.values, [null, 1.5])
  })
})

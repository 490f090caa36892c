import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User from '#models/user'
import { METRICS } from '#core/evaluation/metrics/metric_list'
import { plantDrawnStudy } from '#tests/functional/api/planted_records'
import { plantEvaluation } from '#tests/functional/pages/planted_evaluation'
import { plantRun } from '#tests/functional/pages/planted_run'

/** The dashes within the tables of a page, each with what is said with it. */
function dashesOf(html: string): string[] {
  const tables = [...html.matchAll(/<tbody>.*?<\/tbody>/gs)].map(([table]) => table)
  return tables
    .flatMap((table) => [...table.matchAll(/<(td|th)\b[^>]*>(.*?)<\/\1>/gs)])
    .map(([, , cell = '']) =>
      cell
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll(/\s+/g, ' ')
        .trim()
    )
    .filter((text) => text.startsWith('–'))
}

test.group('An undefined figure of a table', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('says why it is undefined, in every table of metrics', async ({ client, assert }) => {
    const planted = await plantRun({ episodes: 20 })
    const { evaluationId } = await plantEvaluation({ ...planted, range: 'validation' })
    const queued = await plantEvaluation({ ...planted, range: 'validation', status: 'queued' })
    const study = await plantDrawnStudy(planted.datasetId)
    await db.from('episodes').update({ sharpe_ratio: null, win_rate: null })
    await db.from('training_runs').update({ best_validation: null, best_episode_id: null })
    await db.from('study_trials').update({ value: null })
    const viewer = await User.create({ email: 'una@example.com', password: 'x', role: 'viewer' })
    const found: string[] = []
    for (const path of [
      '/runs',
      `/runs/${planted.runId}`,
      '/episodes?kind=all',
      `/episodes/${planted.bestEpisodeId}`,
      `/experiments/${planted.experimentId}`,
      '/evaluations',
      `/evaluations/${evaluationId}`,
      `/evaluations/${queued.evaluationId}`,
      `/compare?ids=evaluation-${evaluationId},evaluation-${queued.evaluationId}`,
      `/compare?ids=run-${planted.runId}`,
      '/studies',
      `/studies/${study}`,
      '/',
    ]) {
      const dashes = dashesOf((await client.get(path).loginAs(viewer)).text())
      // a sentence: a capital letter to a full stop
      const untold = dashes.filter((text) => !/^– [A-Z].+\.($| )/.test(text))
      found.push(...untold.map((text) => `${path}: ${text}`))
      if (path.startsWith('/episodes?')) {
        assert.include(dashes, `– ${METRICS.sharpe.why}`)
        assert.include(dashes, `– ${METRICS.win_rate.why}`)
      }
    }
    assert.deepEqual(found, [])
  })
})

import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import User from '#models/user'
import { judgeWinner } from '#services/pages/studies/winner'
import { plantRun } from '#tests/functional/pages/planted_run'
import { plantLooks, type PlantedLook } from './planted_looks.js'
import { plantStudy } from './planted_study.js'

const SHARPE = { metric: 'sharpe', direction: 'maximize' } as const
const RETURN = { metric: 'total_return', direction: 'maximize' } as const

test.group('Winner of a study', (group) => {
  let datasetId: number
  let studyId: number
  let winner: number

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    ;({ datasetId } = await plantRun({ episodes: 10 }))
    studyId = await plantStudy(datasetId)
    const best = (await db.from('studies').where('study_id', studyId).firstOrFail()) as {
      best_trial: number
    }
    winner = best.best_trial
  })

  /** Sharpe ratios after 1, 3 and 9 episodes. */
  const sharpes = (...values: readonly number[]): PlantedLook[] =>
    values.map((sharpe, k) => ({ episode: 3 ** k, datasetId, sharpe }))

  test('it is compared with trial 0 after the most episodes that both reached', async ({
    assert,
  }) => {
    // after 3 episodes it keeps 0.5 and 0.8, the defaults 0.3 and 0.4; what it was at 9 is its own
    await plantLooks(studyId, winner, { 1: sharpes(0.5, 0.4, 3), 2: sharpes(0.7, 0.8, 3.2) })
    await plantLooks(studyId, 0, { 1: sharpes(0.3, 0.1), 2: sharpes(0.2, 0.4) })
    const { noise } = (await judgeWinner(studyId, winner, SHARPE))!
    assert.equal(noise.resource, 3)
    // differences 0.2 and 0.4: their mean, and the t of one degree, 12.7062, times 0.1
    assert.closeTo(noise.difference!, 0.3, 1e-12)
    assert.closeTo(noise.low!, 0.3 - 1.27062, 1e-5)
    assert.equal(noise.verdict, 'within_noise')
  })

  test('a seed that is behind holds all others back to where it is', async ({ assert }) => {
    await plantLooks(studyId, winner, { 1: sharpes(0.5, 1, 3), 2: sharpes(0.7) })
    await plantLooks(studyId, 0, { 1: sharpes(0.3, 2), 2: sharpes(0.2, 2) })
    const { noise } = (await judgeWinner(studyId, winner, SHARPE))!
    assert.equal(noise.resource, 1)
    assert.closeTo(noise.difference!, (0.2 + 0.5) / 2, 1e-12)
  })

  test('another objective is that of the weights kept by Sharpe, the mean over the datasets', async ({
    assert,
  }) => {
    const other = await plantRun({ episodes: 10, symbol: 'MSFT' })
    await db
      .table('study_datasets')
      .insert({ study_id: studyId, dataset_id: other.datasetId, position: 1 })
    // the better Sharpe is the second look's: returns 0.1 and 0.3 there, mean 0.2
    const looks = (sharpe: number, first: number, second: number): PlantedLook[] => [
      { episode: 1, datasetId, sharpe: 0.1, totalReturn: 9 },
      { episode: 1, datasetId: other.datasetId, sharpe: 0.1, totalReturn: 9 },
      { episode: 3, datasetId, sharpe, totalReturn: first, equity: [101, 103, 102] },
      {
        ...{ episode: 3, datasetId: other.datasetId, sharpe: 1, totalReturn: second },
        equity: [99, 98],
      },
    ]
    await plantLooks(studyId, winner, { 1: looks(0.5, 0.1, 0.3), 2: looks(0.5, 0.2, 0.4) })
    await plantLooks(studyId, 0, { 1: looks(0.5, 0, 0.1), 2: looks(0.5, 0, 0.1) })
    const judged = (await judgeWinner(studyId, winner, RETURN))!
    // 0.2 − 0.05 and 0.3 − 0.05
    assert.closeTo(judged.noise.difference!, 0.2, 1e-12)
    assert.equal(judged.noise.resource, 3)
    // deflated by three returns of the first dataset, from the equity before the first step
    assert.equal(judged.of, 'AAPL 1d')
    assert.equal(judged.inference!.returns, 3)
  })

  test('of an objective that is minimised less is better', async ({ assert }) => {
    const looks = (totalReturn: number): PlantedLook[] => [
      { episode: 1, datasetId, sharpe: 1, totalReturn },
    ]
    await plantLooks(studyId, winner, { 1: looks(0.1), 2: looks(0.2) })
    await plantLooks(studyId, 0, { 1: looks(1.1), 2: looks(1.2) })
    const judged = (await judgeWinner(studyId, winner, { ...RETURN, direction: 'minimize' }))!
    assert.closeTo(judged.noise.difference!, 1, 1e-12)
    assert.equal(judged.noise.verdict, 'better')
  })

  test('with one seed the curves of both after as many episodes are compared', async ({
    assert,
    client,
  }) => {
    const first = { datasetId, episode: 1, sharpe: 2, equity: [101, 102, 104, 105] }
    const later = { datasetId, episode: 3, sharpe: 9, equity: [103, 105, 106, 109, 111] }
    await plantLooks(studyId, winner, { 1: [first, later] })
    await plantLooks(studyId, 0, { 1: [first] })
    const { noise } = (await judgeWinner(studyId, winner, SHARPE))!
    assert.deepInclude(noise, { by: 'bars', resource: 1, verdict: 'within_noise' })
    assert.closeTo(noise.difference!, 0, 1e-12)
    assert.include(noise.sentence, 'over 4 validation bars, one seed')
    // deflation counts runs, at least this one
    const user = await User.create({
      ...{ email: 'eve@example.com', password: 'correct horse battery', role: 'viewer' },
    })
    const html = (await client.get(`/studies/${studyId}`).loginAs(user)).text()
    assert.include(html, '1 run ever trained on')
  })

  test('its page warns within the noise, and not outside', async ({ client, assert }) => {
    const user = await User.create({
      ...{ email: 'ada@example.com', password: 'correct horse battery', role: 'viewer' },
    })
    const page = async (study: number) =>
      (await client.get(`/studies/${study}`).loginAs(user)).text()
    await plantLooks(studyId, 0, { 1: sharpes(0.3, 0.1), 2: sharpes(0.2, 0.4) })
    await plantLooks(studyId, winner, { 1: sharpes(0.5, 0.4, 3), 2: sharpes(0.7, 0.8, 3.2) })
    const within = await page(studyId)
    assert.match(within, /Ahead of the defaults[^]*at 3 episodes; 95 % interval −0\.97 to 1\.57/)
    assert.include(
      within,
      `Trial ${winner} is within the noise of the defaults at 3 episodes, which both reached: 0.30 better`
    )
    const other = await plantStudy(datasetId)
    await plantLooks(other, 0, { 1: sharpes(0.3), 2: sharpes(0.2) })
    await plantLooks(other, winner, { 1: sharpes(1.3), 2: sharpes(1.2) })
    const outside = await page(other)
    assert.include(
      outside,
      `Trial ${winner} beats the defaults by more than their noise at 1 episode, which both reached: 1.00 better`
    )
    assert.notInclude(outside, 'within the noise of the defaults')
  })
})

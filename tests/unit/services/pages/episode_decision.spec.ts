import { test } from '@japa/runner'
import { seriesOf } from '#core/market/series_of'
import { resolveParameters, type Overrides } from '#core/parameters/resolve'
import { decisionAt, marginOf } from '#services/pages/episode_decision'
import type { EpisodeDetail, EpisodeOperation, EpisodeStep } from '#services/pages/episode_detail'

const DAY = 86_400_000
const columns = { open: [10, 10, 20, 21], close: [10, 11, 25, 24] }
const flatBars = { high: columns.close, low: columns.open, volume: [1, 1, 1, 1] }
const series = seriesOf({ time: [0, DAY, 2 * DAY, 3 * DAY], ...columns, ...flatBars })

const episodeOf = (changes: Overrides = {}) =>
  ({
    start_bar: 0,
    initial_portfolio_value: 100,
    parameters: resolveParameters({ 'environment.initialCash': 100, ...changes }),
  }) as unknown as EpisodeDetail
const episode = episodeOf()

const step = (bar: number, action: number, units: number, q: number[] | null) =>
  ({
    ...{ bar, action_index: action, units, weight: units > 0 ? 1 : 0, q_values: q, reward: 0.5 },
    ...{ portfolio_value: 100 + bar, position: units > 0 ? 'long' : 'flat' },
  }) as unknown as EpisodeStep

const steps = [step(1, 0, 0, [0.3, 0.1]), step(2, 1, 5, [0.2, 0.6]), step(3, 1, 5, null)]
const operations = [
  { ...{ bar: 2, decided_bar: 1, reason: 'target', operation_type: 'buy', price: 20 } },
] as unknown as EpisodeOperation[]
const identity = {
  ...({ symbol: 'TEST', interval: '1d', source: 'sample', currency: 'USD' } as const),
  calendar: 'exchange',
} as const
const recorded = { steps, operations, series, dataset: { identity } }

test.group('Decision at a bar', () => {
  test('it is shown with what was held at its close and what filled at the next open', ({
    assert,
  }) => {
    const decision = decisionAt(episode, 1, recorded)
    assert.equal(decision?.wanted, 'long')
    assert.equal(decision?.held, 'flat')
    assert.isTrue(decision?.ordered)
    assert.equal(decision?.fill?.price, 20)
    assert.equal(decision?.close, 11)
    assert.equal(decision?.equity, 101)
  })

  test('a target that stays makes no order', ({ assert }) => {
    const decision = decisionAt(episode, 2, recorded)
    assert.deepEqual([decision?.ordered, decision?.fill], [false, null])
    assert.equal(decision?.held, 'long')
  })

  test('wanting to be flat at the start is no change: the account is flat', ({ assert }) => {
    assert.isFalse(decisionAt(episode, 0, recorded)?.ordered)
  })

  test('an order is due after the end where its fill bar is not in the episode', ({ assert }) => {
    const dueAfterEnd = (fillDelay: number, bar: number) =>
      decisionAt(episodeOf({ 'environment.fillDelay': fillDelay }), bar, recorded)?.dueAfterEnd
    assert.deepEqual([dueAfterEnd(1, 1), dueAfterEnd(1, 2)], [false, false])
    // decided at the close of 1 it is due at the open of 3, decided at 2 at that of 4
    assert.deepEqual([dueAfterEnd(2, 1), dueAfterEnd(2, 2)], [false, true])
  })

  test('the stops in force at a close are those of the position held', ({ assert }) => {
    const stopping = episodeOf({
      ...{ 'environment.stopLoss': 0.1, 'environment.takeProfit': 0.5 },
      'environment.slippageBps': 0,
    })
    const stopsAt = (bar: number) => decisionAt(stopping, bar, recorded)?.stops
    assert.deepEqual(stopsAt(1), [
      { label: 'Stop-loss', level: null },
      { label: 'Take-profit', level: null },
    ])
    // bought at the open of bar 2, at 20
    assert.deepEqual(stopsAt(2), [
      { label: 'Stop-loss', level: 18 },
      { label: 'Take-profit', level: 30 },
    ])
    assert.deepEqual(decisionAt(episode, 2, recorded)?.stops, [])
  })

  test('the last bar takes no decision', ({ assert }) => {
    assert.isNull(decisionAt(episode, 3, recorded))
  })

  test('a random action has no Q-values and no margin', ({ assert }) => {
    const decision = decisionAt(episode, 2, recorded)
    assert.deepEqual([decision?.qValues, decision?.margin], [null, null])
  })

  test('the margin is the best Q-value less the second best, and its rank is among the known', ({
    assert,
  }) => {
    assert.closeTo(marginOf([0.2, 0.6, 0.5]) ?? 0, 0.1, 1e-12)
    assert.equal(decisionAt(episode, 1, recorded)?.marginRank, 0.5)
  })

  test('previous and next lead to the decisions that made operations', ({ assert }) => {
    const { previousOperation, nextOperation } = decisionAt(episode, 0, recorded) ?? {}
    assert.deepEqual([previousOperation, nextOperation], [null, 1])
  })
})

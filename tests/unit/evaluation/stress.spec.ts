import { test } from '@japa/runner'
import { LevelsPlayable } from '../../../app/core/evaluation/benchmarks/levels_playable.ts'
import { crossingCost, withCosts } from '../../../app/core/evaluation/stress/cost_stress.ts'
import { withoutExtremes } from '../../../app/core/evaluation/stress/extreme_bars.ts'
import { stressSheet } from '../../../app/core/evaluation/stress/stress_sheet.ts'
import { evaluationSettings } from '../../../app/core/evaluation/tear_sheet/evaluation_settings.ts'
import { seriesOf } from '../../../app/core/market/series_of.ts'
import { resolveParameters, type Overrides } from '../../../app/core/parameters/resolve.ts'

const DAY = 86_400_000

/** Bars that open where they close. */
function barsAt(prices: readonly number[]) {
  return seriesOf({
    time: prices.map((_, t) => t * DAY),
    ...{ open: prices, high: prices, low: prices, close: prices },
    volume: prices.map(() => 1000),
  })
}

function rulesWith(overrides: Overrides) {
  const free = { 'environment.commissionRate': 0, 'environment.slippageBps': 0 }
  return resolveParameters({ ...free, 'environment.closeAtEnd': true, ...overrides }).environment
}

/** Long at every bar, over all of them. */
function longOn(prices: readonly number[], overrides: Overrides = {}) {
  const series = barsAt(prices)
  const range = { first: 0, last: prices.length - 1 }
  const levels = new Float64Array(prices.length).fill(1)
  return new LevelsPlayable(levels, series, range, rulesWith(overrides), 365)
}

test.group('Cost stress', () => {
  test('every cost grows with the multiple, and nothing else changes', ({ assert }) => {
    const rules = rulesWith({ 'environment.commissionRate': 0.001, 'environment.slippageBps': 4 })
    const doubled = withCosts(rules, 2)
    assert.containsSubset(doubled, { commissionRate: 0.002, slippageBps: 8, borrowRate: 0.06 })
    assert.deepEqual(withCosts(rules, 1), rules)
    assert.equal(doubled.fillDelay, rules.fillDelay)
  })

  test('a gain of 4 % at 1 % of commission a side breaks even at 1.96 times', ({ assert }) => {
    // bought at 100 · (1 + c), sold at 104 · (1 − c): 0 where c = 4 / 204 = 0.0196
    const strategy = longOn([100, 100, 102, 104], { 'environment.commissionRate': 0.01 })
    const multiple = crossingCost(strategy, () => 0)
    assert.closeTo(multiple as number, 1.96, 0.01)
  })

  test('what earns nothing without costs has no break-even, and what has none never breaks', ({
    assert,
  }) => {
    const loser = longOn([100, 100, 99, 98], { 'environment.commissionRate': 0.01 })
    assert.isNull(crossingCost(loser, () => 0))
    assert.equal(
      crossingCost(longOn([100, 100, 102, 104]), () => 0),
      'never'
    )
  })
})

test.group('Delay and start stress', () => {
  // rises by 10 % once, between bars 1 and 2, then stays
  const prices = [100, 100, 110, 110, 110, 110]

  test('one bar more delay misses the rise, and a later start does too', ({ assert }) => {
    const strategy = longOn(prices)
    const play = strategy.play()
    assert.closeTo(play.curve.totalReturn ?? 0, 0.1, 1e-12)
    const stressed = { agents: [strategy], shown: 0, play, hold: strategy, periodsPerYear: 365 }
    const sheet = stressSheet(stressed, evaluationSettings({ startShifts: 2, costs: [] }))
    assert.closeTo(sheet.delay?.totalReturn ?? 1, 0, 1e-12)
    assert.lengthOf(sheet.starts, 2)
    // from bar 1 on: filled at the open of bar 2, behind the rise
    assert.closeTo(sheet.starts[0].totalReturn ?? 1, 0, 1e-12)
    assert.deepEqual(
      sheet.costs.map(({ multiple }) => multiple),
      [0, 1]
    )
  })

  test('a range of few bars tries only the starts that leave a step', ({ assert }) => {
    const strategy = longOn([100, 101, 102, 103])
    const play = strategy.play()
    const stressed = { agents: [strategy], shown: 0, play, hold: strategy, periodsPerYear: 365 }
    const sheet = stressSheet(stressed, evaluationSettings({ startShifts: 20, costs: [] }))
    assert.lengthOf(sheet.starts, 1)
  })
})

test.group('Extreme bars', () => {
  test('of 200 returns the worst and the best two are left out', ({ assert }) => {
    const returns = new Float64Array(200)
    returns.set([0.5, 0.25, -0.5, -0.2])
    const withoutWorst = withoutExtremes(returns, 'worst', 252)
    assert.equal(withoutWorst?.removed, 2)
    assert.closeTo(withoutWorst?.totalReturn ?? 0, 1.5 * 1.25 - 1, 1e-12)
    const withoutBest = withoutExtremes(returns, 'best', 252)
    assert.closeTo(withoutBest?.totalReturn ?? 0, 0.5 * 0.8 - 1, 1e-12)
  })

  test('returns without spread have no Sharpe ratio, two returns no answer', ({ assert }) => {
    assert.isNull(withoutExtremes(new Float64Array(100), 'worst', 252)?.sharpe)
    assert.isNull(withoutExtremes(new Float64Array(2), 'worst', 252))
  })
})

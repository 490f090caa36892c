import { test } from '@japa/runner'
import { rewardFunction } from '../../../app/core/environment/rewards.ts'
import { readGolden } from '../../golden/read_golden.ts'

type Kind = 'log_return' | 'pnl' | 'sharpe' | 'sortino'

/** The rewards of an equity series. */
function rewardsOf(kind: Kind, eta: number, equity: readonly number[]): number[] {
  const reward = rewardFunction({ reward: kind, rewardEta: eta }, equity[0], 1e-6 * equity[0])
  reward.reset()
  return equity.slice(1).map((after, t) => reward.of(equity[t], after))
}

/** The rewards of returns: each on an equity of 1. */
function rewardsOfReturns(kind: Kind, eta: number, returns: readonly number[]): number[] {
  const reward = rewardFunction({ reward: kind, rewardEta: eta }, 1, 1e-6)
  return returns.map((r) => reward.of(1, 1 + r))
}

/** Numbers of the places that differ by more than 1e-12 plus `relative`. */
function misses(actual: number[], expected: number[], relative = 1e-9): number[] {
  return expected.flatMap((value, k) =>
    Math.abs(actual[k] - value) <= 1e-12 + relative * Math.abs(value) ? [] : [k]
  )
}

test.group('Rewards', () => {
  test('log return, profit and both differential ratios equal the golden sequences', ({
    assert,
  }) => {
    const golden = readGolden<{
      equity: number[]
      log_return: number[]
      pnl_over_initial: number[]
      differential_sharpe: Record<string, number[]>
      differential_downside: Record<string, number[]>
    }>('rewards/rewards.json')
    assert.deepEqual(misses(rewardsOf('log_return', 0, golden.equity), golden.log_return), [])
    assert.deepEqual(misses(rewardsOf('pnl', 0, golden.equity), golden.pnl_over_initial), [])
    for (const [eta, expected] of Object.entries(golden.differential_sharpe)) {
      assert.deepEqual(misses(rewardsOf('sharpe', Number(eta), golden.equity), expected, 1e-8), [])
    }
    for (const [eta, expected] of Object.entries(golden.differential_downside)) {
      assert.deepEqual(misses(rewardsOf('sortino', Number(eta), golden.equity), expected, 1e-8), [])
    }
  })

  test('the second source agrees, also at the guard and on a total loss', ({ assert }) => {
    interface Case {
      eta: number
      sharpe: number[]
      sortino: number[]
    }
    const differential = readGolden<{ series: { returns: number[] }; cases: Case[] }>(
      'rewards/differential.json'
    )
    const edges = readGolden<{ series: { name: string; returns: number[]; cases: Case[] }[] }>(
      'rewards/edges.json'
    )
    const all = [
      { name: 'differential', returns: differential.series.returns, cases: differential.cases },
      ...edges.series,
    ]
    for (const { name, returns, cases } of all) {
      const relative = name === 'across_the_guard' ? 1e-6 : 1e-8
      for (const { eta, sharpe, sortino } of cases) {
        assert.deepEqual(
          misses(rewardsOfReturns('sharpe', eta, returns), sharpe, relative),
          [],
          name
        )
        assert.deepEqual(
          misses(rewardsOfReturns('sortino', eta, returns), sortino, relative),
          [],
          name
        )
      }
    }
  })

  test('equity under the floor counts as the floor', ({ assert }) => {
    const reward = rewardFunction({ reward: 'log_return', rewardEta: 0 }, 100, 0.0001)
    assert.equal(reward.of(100, -5), Math.log(0.0001 / 100))
  })
})

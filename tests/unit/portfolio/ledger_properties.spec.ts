import { test } from '@japa/runner'
import fc from 'fast-check'
import { playLevels } from '../../../app/core/environment/play_levels.ts'
import { BARE_LEDGER } from '../../../app/core/portfolio/bare_ledger.ts'
import type { LedgerConfig } from '../../../app/core/portfolio/ledger_parameters.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { barsOf, randomWalk } from '../environment/markets.ts'

const BARS = 60
const SEED = 20_260_101

const rules = fc.record({
  fillDelay: fc.integer({ min: 1, max: 3 }),
  rebalance: fc.boolean(),
  afterStop: fc.constantFrom('wait' as const, 'reenter' as const),
  wholeUnits: fc.boolean(),
  commissionRate: fc.double({ min: 0, max: 0.01, noNaN: true }),
  commissionPerUnit: fc.double({ min: 0, max: 0.1, noNaN: true }),
  commissionMin: fc.double({ min: 0, max: 5, noNaN: true }),
  slippageBps: fc.double({ min: 0, max: 50, noNaN: true }),
  borrowRate: fc.double({ min: 0, max: 0.2, noNaN: true }),
  stopLoss: fc.option(fc.double({ min: 0.005, max: 0.2, noNaN: true })),
  takeProfit: fc.option(fc.double({ min: 0.005, max: 0.2, noNaN: true })),
  trailingStop: fc.option(fc.double({ min: 0.005, max: 0.2, noNaN: true })),
})
const levels = fc.array(fc.constantFrom(-1, -0.5, 0, 0.5, 1), {
  minLength: BARS - 1,
  maxLength: BARS - 1,
})
const market = fc.integer({ min: 0, max: 1000 })

function play(seed: number, wanted: number[], changes: Partial<LedgerConfig>) {
  const series = randomWalk(BARS, streamOf(seed, 'benchmark'))
  const played = playLevels(series, wanted, { ...BARE_LEDGER, ...changes }, { periodsPerYear: 252 })
  return { series, played }
}

test.group('Ledger, any rules on any market', () => {
  test('the sum of log rewards is ln(final / initial)', () => {
    fc.assert(
      fc.property(market, levels, rules, (seed, wanted, changes) => {
        const { played } = play(seed, wanted, changes)
        const final = played.equity[played.equity.length - 1]
        const sum = played.rewards.reduce((total, reward) => total + reward, 0)
        return final <= 0.01 || Math.abs(sum - Math.log(final / 10_000)) < 1e-9
      }),
      { seed: SEED, numRuns: 500 }
    )
  })

  test('initial cash and the profit of all trades make the final equity', () => {
    fc.assert(
      fc.property(market, levels, rules, (seed, wanted, changes) => {
        const { played } = play(seed, wanted, changes)
        const final = played.equity[played.equity.length - 1]
        const closed = played.trades.reduce((total, trade) => total + trade.pnl, 0)
        return Math.abs(10_000 + closed + (played.openTrade?.pnl ?? 0) - final) < 1e-6
      }),
      { seed: SEED, numRuns: 500 }
    )
  })

  test('slippage never helps: buys fill at or above their reference, sells at or below', () => {
    fc.assert(
      fc.property(market, levels, rules, (seed, wanted, changes) => {
        const { series, played } = play(seed, wanted, changes)
        return played.fills
          .filter(({ at, reason }) => at === 'open' && reason !== 'take_profit')
          .every(({ bar, side, price }) =>
            side === 'buy' ? price >= series.open[bar] : price <= series.open[bar]
          )
      }),
      { seed: SEED, numRuns: 300 }
    )
  })

  test('an account that is never short and takes at most its equity never owes cash', () => {
    const long = fc.array(fc.constantFrom(0, 0.5, 1), { minLength: BARS - 1, maxLength: BARS - 1 })
    fc.assert(
      fc.property(market, long, rules, (seed, wanted, changes) => {
        const { played } = play(seed, wanted, { ...changes, commissionMin: 0 })
        return played.cash.every((cash) => cash >= -1e-6)
      }),
      { seed: SEED, numRuns: 300 }
    )
  })

  test('constant prices without costs never move equity', () => {
    const flat = Array.from({ length: BARS }, () => 10)
    fc.assert(
      fc.property(levels, fc.integer({ min: 1, max: 3 }), (wanted, fillDelay) => {
        const series = barsOf({ open: flat, close: flat })
        const config = { ...BARE_LEDGER, fillDelay }
        const { equity } = playLevels(series, wanted, config, { periodsPerYear: 252 })
        return equity.every((value) => Math.abs(value - 10_000) < 1e-9)
      }),
      { seed: SEED, numRuns: 100 }
    )
  })
})

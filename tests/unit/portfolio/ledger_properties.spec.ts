import { test } from '@japa/runner'
import fc from 'fast-check'
import { playLevels, type Play } from '../../../app/core/environment/play_levels.ts'
import { BARE_LEDGER } from '../../../app/core/portfolio/bare_ledger.ts'
import type { Series } from '../../../app/core/market/series.ts'
import type { LedgerConfig } from '../../../app/core/portfolio/ledger_parameters.ts'
import type { FillRecord } from '../../../app/core/portfolio/records.ts'
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
const STEPS = { minLength: BARS - 1, maxLength: BARS - 1 }
const levels = fc.array(fc.constantFrom(-1, -0.5, 0, 0.5, 1), STEPS)
const market = fc.integer({ min: 0, max: 1000 })

function play(seed: number, wanted: number[], changes: Partial<LedgerConfig>) {
  const series = randomWalk(BARS, streamOf(seed, 'benchmark'))
  const played = playLevels(series, wanted, { ...BARE_LEDGER, ...changes }, { periodsPerYear: 252 })
  return { series, played }
}

/** The price of a fill before slippage: open, close, or the level that the stop had. */
function referenceOf(
  { at, bar, reason }: FillRecord,
  series: Series,
  { trades }: Play,
  changes: Partial<LedgerConfig>
): number {
  if (at === 'open') return series.open[bar]
  if (at === 'close') return series.close[bar]
  const trade = trades.find(({ exitBar, exitReason }) => exitBar === bar && exitReason === reason)
  const { direction = 'long', entryPrice = NaN } = trade ?? {}
  const side = direction === 'long' ? 1 : -1
  if (reason === 'stop_loss') return entryPrice * (1 - side * (changes.stopLoss ?? NaN))
  if (reason === 'take_profit') return entryPrice * (1 + side * (changes.takeProfit ?? NaN))
  // a trailing stop's level lies within its bar, so that side of the range is the best it can be
  return side > 0 ? series.high[bar] : series.low[bar]
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

  test('slippage never helps: market fills are at their reference or worse', () => {
    const fullOnly = fc.array(fc.constantFrom(-1, 0, 1), STEPS)
    fc.assert(
      fc.property(market, fullOnly, rules, (seed, wanted, changes) => {
        const { series, played } = play(seed, wanted, { ...changes, rebalance: false })
        return played.fills.every((fill) => {
          const worse = fill.side === 'buy' ? 1 : -1
          const reference = referenceOf(fill, series, played, changes)
          return (fill.price - reference) * worse >= -1e-9
        })
      }),
      { seed: SEED, numRuns: 500 }
    )
  })

  test('without slippage every fill lies within the range of its bar', () => {
    fc.assert(
      fc.property(market, levels, rules, (seed, wanted, changes) => {
        const { series, played } = play(seed, wanted, { ...changes, slippageBps: 0 })
        return played.fills.every(
          ({ bar, price }) => price >= series.low[bar] - 1e-9 && price <= series.high[bar] + 1e-9
        )
      }),
      { seed: SEED, numRuns: 300 }
    )
  })

  test('no level of −1 to 1 ever makes cash negative while the account is solvent', () => {
    fc.assert(
      fc.property(market, levels, rules, (seed, wanted, changes) => {
        const { played } = play(seed, wanted, changes)
        return played.cash.every((cash, k) => cash >= -1e-6 || played.equity[k] < 100)
      }),
      { seed: SEED, numRuns: 500 }
    )
  })

  test('what an account did up to a bar depends on no later bar', () => {
    fc.assert(
      fc.property(market, levels, rules, (seed, wanted, changes) => {
        const series = randomWalk(BARS, streamOf(seed, 'benchmark'))
        const config = { ...BARE_LEDGER, ...changes, closeAtEnd: false }
        const whole = playLevels(series, wanted, config, { periodsPerYear: 252 })
        const options = { periodsPerYear: 252, lastBar: BARS / 2 }
        const half = playLevels(series, wanted.slice(0, BARS / 2), config, options)
        return half.equity.every((value, k) => value === whole.equity[k])
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

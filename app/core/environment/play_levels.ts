import { CodedError } from '../errors.ts'
import type { Series } from '../market/series.ts'
import { untradableBar } from '../portfolio/tradable_bars.ts'
import { Ledger } from '../portfolio/ledger.ts'
import { ledgerMarket } from '../portfolio/ledger_market.ts'
import type { LedgerConfig } from '../portfolio/ledger_parameters.ts'
import type { FillRecord, TradeRecord } from '../portfolio/records.ts'

/** What an account did under given target levels. Columns have one value a bar from `startBar` on. */
export interface Play {
  readonly startBar: number
  /** UTC epoch ms of each bar. */
  readonly time: Float64Array
  readonly cash: Float64Array
  readonly units: Float64Array
  readonly equity: Float64Array
  /** ln of the equity ratio, one a step: one shorter than the other columns (R18). */
  readonly rewards: Float64Array
  readonly fills: readonly FillRecord[]
  readonly trades: readonly TradeRecord[]
  readonly openTrade: TradeRecord | null
  readonly unfilled: readonly { decided: number; target: number }[]
  readonly terminated: boolean
}

/** The levels do not fit the bars, or there are bars that no account can be kept on. */
class PlayRefused extends CodedError {
  readonly code = 'E_PLAY_REFUSED'
  readonly kind = 'bad_input'
}

/**
 * Plays target levels through one account: `levels[k]` is decided at the close of bar `startBar + k`,
 * the bar `lastBar` takes none. The engine of benchmarks and of `node ace ledger`.
 * @throws E_PLAY_REFUSED
 */
export function playLevels(
  series: Series,
  levels: ArrayLike<number>,
  config: LedgerConfig,
  options: { periodsPerYear: number; startBar?: number; lastBar?: number }
): Play {
  const { periodsPerYear, startBar = 0, lastBar = series.length - 1 } = options
  const steps = lastBar - startBar
  const market = ledgerMarket(series, config, periodsPerYear)
  refuseRange(series.length, startBar, lastBar, market.firstBar)
  refuseLevels(levels, steps)
  refuseBars(series, startBar, lastBar)
  const ledger = new Ledger(market, config)
  ledger.reset(market)
  const cash = new Float64Array(steps + 1)
  const units = new Float64Array(steps + 1)
  const equity = new Float64Array(steps + 1)
  const rewards = new Float64Array(steps)
  const floor = config.rewardFloorFraction * config.initialCash
  cash[0] = equity[0] = config.initialCash
  let done = 0
  for (let k = 0; k < steps && !ledger.ruined; k++) {
    ledger.decide(startBar + k, levels[k])
    ledger.process(startBar + k + 1, k === steps - 1)
    cash[k + 1] = ledger.cash
    units[k + 1] = ledger.units
    equity[k + 1] = ledger.equity
    rewards[k] = Math.log(Math.max(ledger.equity, floor) / equity[k])
    done = k + 1
  }
  return {
    startBar,
    time: series.time.subarray(startBar, startBar + done + 1),
    cash: cash.subarray(0, done + 1),
    units: units.subarray(0, done + 1),
    equity: equity.subarray(0, done + 1),
    rewards: rewards.subarray(0, done),
    fills: ledger.fills,
    trades: ledger.trades,
    openTrade: ledger.openTrade(series.close[startBar + done]),
    unfilled: ledger.unfilled(),
    terminated: ledger.ruined,
  }
}

function refuseRange(bars: number, startBar: number, lastBar: number, firstBar: number): void {
  if (!Number.isInteger(startBar) || !(lastBar < bars)) {
    const message = `startBar is ${startBar} and the last bar ${lastBar}, but the bars are 0 to ${bars - 1}.`
    throw new PlayRefused(message, 'Take a range that lies within the data.')
  }
  if (lastBar - startBar < 1) {
    const message = `From bar ${startBar} to bar ${lastBar} there is nothing to play: a decision needs the bar after it.`
    throw new PlayRefused(message, 'Give at least two bars.')
  }
  if (startBar >= firstBar) return
  const message =
    firstBar === 0
      ? `startBar is ${startBar}, but must be 0 or more.`
      : `startBar is ${startBar}, but sizing and stops know their ATR or volatility from bar ${firstBar} on.`
  throw new PlayRefused(message, `Start at bar ${firstBar} or later, or take a shorter period.`)
}

function refuseLevels(levels: ArrayLike<number>, steps: number): void {
  if (levels.length !== steps) {
    const message = `${levels.length} actions are given, but ${steps} are needed: one for each bar but the last.`
    throw new PlayRefused(message, 'Give one target level for each decision bar.')
  }
  for (let k = 0; k < steps; k++) {
    if (Number.isFinite(levels[k])) continue
    const message = `Action ${k} is ${levels[k]}, but must be a target level: 1 long, 0 flat, -1 short.`
    throw new PlayRefused(message, 'Give one target level for each decision bar.')
  }
}

function refuseBars(series: Series, startBar: number, lastBar: number): void {
  const fault = untradableBar(series, startBar, lastBar)
  if (fault !== null) throw new PlayRefused(`Cannot play: ${fault}`, 'Repair the bars.')
}

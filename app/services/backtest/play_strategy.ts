import { InvalidParameter } from '#core/errors'
import { tradeRow, type TradeRow } from '#core/environment/play_actions'
import { strategyNamed, type StrategyValues } from '#core/evaluation/benchmarks/strategies'
import { measurePlay, playedLevels } from '#core/evaluation/compared_play'
import { metricValues } from '#core/evaluation/metrics/metric_list'
import type { BarRange } from '#core/evaluation/splits'
import { adjust } from '#core/market/adjustment'
import { firstBarFrom } from '#core/market/bar_range'
import { periodsPerYear } from '#core/market/calendars'
import { isoTime, parseIsoTime } from '#core/market/iso_time'
import type { Series, SourcedSeries } from '#core/market/series'
import { ledgerMarket } from '#core/portfolio/ledger_market'
import type { LedgerConfig } from '#core/portfolio/ledger_parameters'
import { backtestRules } from '#services/backtest/backtest_rules'
import { curveReport } from '#services/backtest/curve_report'
import { strategyValues } from '#services/backtest/strategy_values'

export interface BacktestInput {
  readonly strategy: string
  /** The strategy's parameters by name, the account's by path, as text. */
  readonly set: Readonly<Record<string, unknown>>
  /** ISO day or time, `from` inclusive and `to` exclusive; null: all there is. */
  readonly from: string | null
  readonly to: string | null
}

export interface Backtest {
  readonly title: string
  readonly parameters: StrategyValues
  readonly environment: LedgerConfig
  readonly periodsPerYear: number
  /** UTC epoch ms of the first and last bar. */
  readonly from: number
  readonly to: number
  readonly finalEquity: number
  /** By API name; null: undefined. */
  readonly metrics: Readonly<Record<string, number | null>>
  readonly trades: readonly TradeRow[]
  readonly openTrade: TradeRow | null
}

/**
 * Plays a strategy through the environment's account, with the costs of a training run unless they are
 * set, and measures it. Averages know the bars before `from`.
 * @throws E_INVALID_PARAMETER, E_PLAY_REFUSED
 */
export function playStrategy(data: SourcedSeries, input: BacktestInput): Backtest {
  const strategy = strategyNamed(input.strategy)
  const { own, environment, adjustment } = backtestRules(strategy, input.set)
  const parameters = strategyValues(strategy, own)
  const benchmark = strategy.make(parameters)
  const series = adjust(data, adjustment)
  const periods = periodsPerYear(data.identity.interval, data.identity.calendar)
  const { first, last } = rangeOf(
    series,
    input,
    ledgerMarket(series, environment, periods).firstBar
  )
  const levels = benchmark(series).subarray(first, last)
  const account = playedLevels(levels, series, first, environment, periods)
  const play = measurePlay(account, periods)
  return {
    title: strategy.title,
    parameters,
    environment,
    periodsPerYear: periods,
    from: series.time[first],
    to: series.time[last],
    finalEquity: play.equity[play.equity.length - 1],
    metrics: { ...curveReport(play.curve), ...metricValues(play) },
    trades: account.trades.map(tradeRow),
    openTrade: account.openTrade === null ? null : tradeRow(account.openTrade),
  }
}

/** Without `from`: from the first bar at which sizing and stops know what they need. */
function rangeOf(series: Series, { from, to }: BacktestInput, firstKnown: number): BarRange {
  const first = from === null ? firstKnown : firstBarFrom(series, timeOf('from', from))
  const last = to === null ? series.length - 1 : firstBarFrom(series, timeOf('to', to)) - 1
  if (last > first) return { first, last }
  const held = `${isoTime(series.time[0])} to ${isoTime(series.time[series.length - 1])}`
  const message = `From ${from ?? 'the first bar'} to ${to ?? 'the last bar'} there are fewer than two bars to play.`
  throw new InvalidParameter(
    'from',
    message,
    `The dataset has ${held}; to is not part of the range.`
  )
}

function timeOf(name: string, given: string): number {
  const time = parseIsoTime(given)
  if (time !== null) return time
  const message = `${name} is ${JSON.stringify(given)}, but must be an ISO date such as 2018-05-11.`
  throw new InvalidParameter(name, message, 'Correct the date.')
}

import type { ComparedPlay } from '../compared_play.ts'

/** What a metric is counted in; `share`: 0.1 is shown as 10 %. */
export type MetricUnit = 'share' | 'ratio' | 'bars' | 'currency' | 'count' | 'times a year'

interface MetricEntry {
  readonly title: string
  readonly unit: MetricUnit
  /** Its definition, as in the table of metrics of the help. */
  readonly rule: string
}

/** Every metric of one strategy on one range, by its name in the API, in the order of the tear sheet. */
export const METRICS = {
  total_return: {
    title: 'Total return',
    unit: 'share',
    rule: 'last equity / first equity − 1',
  },
  cagr: {
    title: 'CAGR',
    unit: 'share',
    rule: '(last / first equity)^(1 / years) − 1, years of 365.25 days',
  },
  volatility: { title: 'Volatility', unit: 'share', rule: 'sd of returns · √P, P bars a year' },
  sharpe: { title: 'Sharpe', unit: 'ratio', rule: 'mean / sd of returns · √P' },
  sortino: {
    title: 'Sortino',
    unit: 'ratio',
    rule: 'mean / √mean(min(return, 0)²) · √P',
  },
  max_drawdown: {
    title: 'Max drawdown',
    unit: 'share',
    rule: 'least of equity / highest equity so far − 1',
  },
  max_drawdown_length: {
    title: 'Its length',
    unit: 'bars',
    rule: 'bars from its peak to recovery or the last bar',
  },
  longest_drawdown_length: {
    title: 'Longest drawdown',
    unit: 'bars',
    rule: 'bars from peak to recovery, of all drawdowns',
  },
  calmar: { title: 'Calmar', unit: 'ratio', rule: 'CAGR / |max drawdown|' },
  var_95: { title: 'VaR 95 %', unit: 'share', rule: '5 % quantile of returns' },
  cvar_95: { title: 'CVaR 95 %', unit: 'share', rule: 'mean of the returns at or under VaR' },
  tail_ratio: { title: 'Tail ratio', unit: 'ratio', rule: '|95 % quantile| / |5 % quantile|' },
  skew: { title: 'Skew', unit: 'ratio', rule: 'm₃ / m₂^1.5 of returns' },
  kurtosis: { title: 'Kurtosis', unit: 'ratio', rule: 'm₄ / m₂² of returns; a normal has 3' },
  win_rate: { title: 'Win rate', unit: 'share', rule: 'closed trades with a gain after costs' },
  profit_factor: { title: 'Profit factor', unit: 'ratio', rule: 'sum of gains / −sum of losses' },
  expectancy: { title: 'Expectancy', unit: 'currency', rule: 'mean gain of a closed trade' },
  average_win: { title: 'Average win', unit: 'currency', rule: 'mean of the gains' },
  average_loss: { title: 'Average loss', unit: 'currency', rule: 'mean of the losses' },
  sqn: { title: 'SQN', unit: 'ratio', rule: '√trades · mean / sd of the gains' },
  trades: { title: 'Trades', unit: 'count', rule: 'closed trades' },
  average_holding: { title: 'Average holding', unit: 'bars', rule: 'from entry to exit' },
  exposure: { title: 'Exposure', unit: 'share', rule: 'bars with a position / all bars' },
  turnover: {
    title: 'Turnover',
    unit: 'times a year',
    rule: 'traded value / mean equity / years',
  },
} as const satisfies Record<string, MetricEntry>

export type MetricName = keyof typeof METRICS
export const METRIC_NAMES = Object.keys(METRICS) as MetricName[]

/** A metric's values by name; null: undefined, never 0 or NaN. */
export type MetricValues = Readonly<Record<MetricName, number | null>>

/** All metrics of a play. */
export function metricValues({ curve, trade, exposure, turnover }: ComparedPlay): MetricValues {
  return {
    total_return: curve.totalReturn,
    cagr: curve.cagr,
    volatility: curve.volatility,
    sharpe: curve.sharpe,
    sortino: curve.sortino,
    max_drawdown: curve.maxDrawdown,
    max_drawdown_length: curve.maxDrawdownLength,
    longest_drawdown_length: curve.longestDrawdownLength,
    calmar: curve.calmar,
    var_95: curve.var95,
    cvar_95: curve.cvar95,
    tail_ratio: curve.tailRatio,
    skew: curve.skew,
    kurtosis: curve.kurtosis,
    win_rate: trade.winRate,
    profit_factor: trade.profitFactor,
    expectancy: trade.expectancy,
    average_win: trade.averageWin,
    average_loss: trade.averageLoss,
    sqn: trade.sqn,
    trades: trade.trades,
    average_holding: trade.averageHolding,
    exposure,
    turnover,
  }
}

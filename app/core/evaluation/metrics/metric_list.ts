import type { ComparedPlay } from '../compared_play.ts'

/** What a metric is counted in; `share`: 0.1 is shown as 10 %. */
export type MetricUnit = 'share' | 'ratio' | 'bars' | 'currency' | 'count' | 'times a year'

interface MetricEntry {
  readonly title: string
  readonly unit: MetricUnit
  /** Its definition, as in the table of metrics of the help. */
  readonly rule: string
  /** When it is undefined. */
  readonly why: string
}

/** Every metric of one strategy on one range, by its name in the API, in the order of the tear sheet. */
export const METRICS = {
  total_return: {
    title: 'Total return',
    unit: 'share',
    rule: 'last equity / first equity − 1',
    why: 'The range has a single bar.',
  },
  cagr: {
    title: 'CAGR',
    unit: 'share',
    rule: '(last / first equity)^(1 / years) − 1, years of 365.25 days',
    why: 'The range has a single bar, or equity ended under 0.',
  },
  volatility: {
    title: 'Volatility',
    unit: 'share',
    rule: 'sd of returns · √P, P bars a year',
    why: 'Fewer than two returns.',
  },
  sharpe: {
    title: 'Sharpe',
    unit: 'ratio',
    rule: 'mean / sd of returns · √P',
    why: 'Equity did not move, so its returns have no deviation.',
  },
  sortino: {
    title: 'Sortino',
    unit: 'ratio',
    rule: 'mean / √mean(min(return, 0)²) · √P',
    why: 'No return is under 0, so there is nothing to divide by.',
  },
  max_drawdown: {
    title: 'Max drawdown',
    unit: 'share',
    rule: 'least of equity / highest equity so far − 1',
    why: 'The range has a single bar.',
  },
  max_drawdown_length: {
    title: 'Its length',
    unit: 'bars',
    rule: 'bars from its peak to recovery or the last bar',
    why: 'The range has a single bar.',
  },
  longest_drawdown_length: {
    title: 'Longest drawdown',
    unit: 'bars',
    rule: 'bars from peak to recovery, of all drawdowns',
    why: 'The range has a single bar.',
  },
  calmar: {
    title: 'Calmar',
    unit: 'ratio',
    rule: 'CAGR / |max drawdown|',
    why: 'Equity never fell, so there is nothing to divide by.',
  },
  var_95: {
    title: 'VaR 95 %',
    unit: 'share',
    rule: '5 % quantile of returns',
    why: 'The range has a single bar.',
  },
  cvar_95: {
    title: 'CVaR 95 %',
    unit: 'share',
    rule: 'mean of the returns at or under VaR',
    why: 'The range has a single bar.',
  },
  tail_ratio: {
    title: 'Tail ratio',
    unit: 'ratio',
    rule: '|95 % quantile| / |5 % quantile|',
    why: 'The 5 % quantile of returns is 0, so there is nothing to divide by.',
  },
  skew: {
    title: 'Skew',
    unit: 'ratio',
    rule: 'm₃ / m₂^1.5 of returns',
    why: 'Equity did not move, so its returns have no deviation.',
  },
  kurtosis: {
    title: 'Kurtosis',
    unit: 'ratio',
    rule: 'm₄ / m₂² of returns; a normal has 3',
    why: 'Equity did not move, so its returns have no deviation.',
  },
  win_rate: {
    title: 'Win rate',
    unit: 'share',
    rule: 'closed trades with a gain after costs',
    why: 'No trade has closed.',
  },
  profit_factor: {
    title: 'Profit factor',
    unit: 'ratio',
    rule: 'sum of gains / −sum of losses',
    why: 'No closed trade lost, so there is nothing to divide by.',
  },
  expectancy: {
    title: 'Expectancy',
    unit: 'currency',
    rule: 'mean gain of a closed trade',
    why: 'No trade has closed.',
  },
  average_win: {
    title: 'Average win',
    unit: 'currency',
    rule: 'mean of the gains',
    why: 'No closed trade won.',
  },
  average_loss: {
    title: 'Average loss',
    unit: 'currency',
    rule: 'mean of the losses',
    why: 'No closed trade lost.',
  },
  sqn: {
    title: 'SQN',
    unit: 'ratio',
    rule: '√trades · mean / sd of the gains',
    why: 'Fewer than two closed trades, or all gained the same.',
  },
  trades: { title: 'Trades', unit: 'count', rule: 'closed trades', why: 'Not counted.' },
  average_holding: {
    title: 'Average holding',
    unit: 'bars',
    rule: 'from entry to exit',
    why: 'No trade has closed.',
  },
  exposure: {
    title: 'Exposure',
    unit: 'share',
    rule: 'bars with a position / all bars',
    why: 'The range has no bar.',
  },
  turnover: {
    title: 'Turnover',
    unit: 'times a year',
    rule: 'traded value / mean equity / years',
    why: 'The range has a single bar.',
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

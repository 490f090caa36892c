import { deepest, drawdownsOf } from './drawdown.ts'
import { mean, momentsOf, quantile, simpleReturns, ZERO, type Moments } from './moments.ts'

const YEAR_MILLISECONDS = 365.25 * 86_400_000

/** Metrics of an equity curve. `null`: undefined (too short, or a division by zero), never 0 or NaN. */
export interface CurveMetrics {
  readonly bars: number
  readonly returns: number
  /** Calendar days from the first to the last bar / 365.25. */
  readonly years: number
  readonly totalReturn: number | null
  readonly cagr: number | null
  /** Annualised sd of returns. */
  readonly volatility: number | null
  readonly sharpe: number | null
  readonly sortino: number | null
  /** <= 0 */
  readonly maxDrawdown: number | null
  /** Bars from peak to recovery (or the last bar) of the deepest drawdown. */
  readonly maxDrawdownLength: number | null
  readonly longestDrawdownLength: number | null
  readonly calmar: number | null
  /** 5 % quantile of returns, as a return. */
  readonly var95: number | null
  /** Mean of the returns at or under var95. */
  readonly cvar95: number | null
  readonly tailRatio: number | null
  readonly skew: number | null
  readonly kurtosis: number | null
  readonly excessKurtosis: number | null
  readonly sharpePerPeriod: number | null
}

/**
 * All metrics of an equity curve.
 * @param equity float64 [bars], quote currency
 * @param time float64 [bars], UTC epoch ms
 * @param periodsPerYear bars a year, for annualising
 */
export function curveMetrics(
  equity: Float64Array,
  time: Float64Array,
  periodsPerYear: number
): CurveMetrics {
  const bars = equity.length
  const years = bars > 0 ? (time[bars - 1] - time[0]) / YEAR_MILLISECONDS : 0
  const returns = simpleReturns(equity)
  if (returns.length === 0) return { ...UNDEFINED, bars, returns: 0, years }
  const moments = momentsOf(returns)
  const totalReturn = equity[bars - 1] / equity[0] - 1
  const cagr = compoundGrowth(equity[bars - 1] / equity[0], years)
  const drawdowns = drawdownsOf(equity)
  const worst = deepest(drawdowns)
  const root = Math.sqrt(periodsPerYear)
  const perPeriod = sharpePerPeriod(moments)
  return {
    bars,
    returns: returns.length,
    years,
    totalReturn,
    cagr,
    volatility: moments.sd === null ? null : moments.sd * root,
    sharpe: perPeriod === null ? null : perPeriod * root,
    sortino: sortinoRatio(returns, moments.mean, periodsPerYear),
    maxDrawdown: worst?.depth ?? 0,
    maxDrawdownLength: worst?.length ?? 0,
    longestDrawdownLength: drawdowns.reduce((longest, d) => Math.max(longest, d.length), 0),
    calmar: worst === null || cagr === null ? null : cagr / -worst.depth,
    ...tailMetrics(returns),
    skew: moments.skew,
    kurtosis: moments.kurtosis,
    excessKurtosis: moments.kurtosis === null ? null : moments.kurtosis - 3,
    sharpePerPeriod: perPeriod,
  }
}

/** Annualised Sharpe ratio of a curve, mean(r) / sd(r, ddof 1) * sqrt(P), risk-free rate 0; null when undefined. */
export function sharpeRatio(equity: Float64Array, periodsPerYear: number): number | null {
  if (equity.length < 3) return null
  const perPeriod = sharpePerPeriod(momentsOf(simpleReturns(equity)))
  return perPeriod === null ? null : perPeriod * Math.sqrt(periodsPerYear)
}

const UNDEFINED = {
  totalReturn: null,
  cagr: null,
  volatility: null,
  sharpe: null,
  sortino: null,
  maxDrawdown: null,
  maxDrawdownLength: null,
  longestDrawdownLength: null,
  calmar: null,
  var95: null,
  cvar95: null,
  tailRatio: null,
  skew: null,
  kurtosis: null,
  excessKurtosis: null,
  sharpePerPeriod: null,
} as const

function compoundGrowth(growth: number, years: number): number | null {
  if (years <= 0 || growth < 0) return null
  return growth ** (1 / years) - 1
}

function sharpePerPeriod(moments: Moments): number | null {
  return moments.sd === null || moments.sd === 0 ? null : moments.mean / moments.sd
}

/** mean(r) / sqrt(mean(min(r, 0)^2)) * sqrt(P), both means over all returns. */
function sortinoRatio(returns: Float64Array, meanReturn: number, periods: number): number | null {
  if (returns.length < 2) return null
  let squares = 0
  for (let i = 0; i < returns.length; i++) if (returns[i] < 0) squares += returns[i] * returns[i]
  const downside = Math.sqrt(squares / returns.length)
  return downside <= ZERO ? null : (meanReturn / downside) * Math.sqrt(periods)
}

/** Historical value at risk, expected shortfall and |95 % quantile| / |5 % quantile|. */
function tailMetrics(returns: Float64Array) {
  const sorted = returns.slice().sort()
  const var95 = quantile(sorted, 0.05)
  const tail = sorted.filter((r) => r <= var95)
  const low = Math.abs(var95)
  return {
    var95,
    cvar95: mean(tail),
    tailRatio: low <= ZERO ? null : Math.abs(quantile(sorted, 0.95)) / low,
  }
}

import type { CurveMetrics } from '#core/evaluation/metrics/curve_metrics'
import type { MetricUnit } from '#core/evaluation/metrics/metric_list'
import {
  minimumTrackRecord,
  probabilisticSharpe,
} from '#core/evaluation/statistics/sharpe_inference'

/** What a curve gives beside the metrics of the tear sheet, by API name. */
export const CURVE_FACTS = {
  bars: { title: 'Bars', unit: 'count' },
  returns: { title: 'Returns', unit: 'count' },
  years: { title: 'Years', unit: 'ratio' },
  excess_kurtosis: { title: 'Excess kurtosis', unit: 'ratio' },
  sharpe_per_period: { title: 'Sharpe per bar', unit: 'ratio' },
  psr_0: { title: 'Probability of Sharpe over 0', unit: 'share' },
  min_track_record_length_95: { title: 'Minimum track record at 95 %', unit: 'count' },
} as const satisfies Record<string, { title: string; unit: MetricUnit }>

const CONFIDENCE = 0.95

/**
 * Every metric of semantics, section 5, that an equity curve alone gives, by API name; null: undefined.
 * `psr_0` is the probabilistic Sharpe ratio against 0, `min_track_record_length_95` in returns.
 */
export function curveReport(curve: CurveMetrics) {
  const { returns, sharpePerPeriod: sharpe, skew, kurtosis } = curve
  const sample =
    sharpe === null || skew === null || kurtosis === null
      ? null
      : { sharpe, returns, skew, kurtosis }
  return {
    bars: curve.bars,
    returns,
    years: curve.years,
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
    skew,
    kurtosis,
    excess_kurtosis: curve.excessKurtosis,
    sharpe_per_period: sharpe,
    psr_0: sample && probabilisticSharpe(sample, 0),
    min_track_record_length_95: sample && minimumTrackRecord(sample, 0, CONFIDENCE),
  }
}

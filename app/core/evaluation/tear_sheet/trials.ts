import {
  expectedMaximumSharpe,
  deflatedSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
} from '../statistics/sharpe_inference.ts'
import { momentsOf } from '../metrics/moments.ts'
import type { CurveMetrics } from '../metrics/curve_metrics.ts'
import type { SharpeInference } from './tear_sheet.ts'

/** Every training run ever made on the bars in question, deleted ones too. */
export interface Trials {
  readonly count: number
  /** Annualised validation Sharpe ratios of those that have one. */
  readonly sharpes: readonly number[]
}

const CONFIDENCE = 0.95

/**
 * What a Sharpe ratio says by itself and after so many trials. The variance of the trials' ratios is
 * the observed one, but not under 1 / (n - 1), that of a ratio without skill over n returns: a few
 * trials that happen to agree are no evidence against luck.
 */
export function sharpeInference(
  curve: CurveMetrics,
  trials: Trials,
  periodsPerYear: number
): SharpeInference {
  const { returns, sharpePerPeriod, skew, kurtosis } = curve
  const root = Math.sqrt(periodsPerYear)
  const variance = Math.max(variancePerPeriod(trials, root), returns > 1 ? 1 / (returns - 1) : 0)
  const count = Math.max(1, trials.count)
  const expectedMaximum = expectedMaximumSharpe(count, variance) * root
  const facts = { trials: count, expectedMaximum, returns }
  if (sharpePerPeriod === null || skew === null || kurtosis === null) {
    return { ...facts, probabilistic: null, deflated: null, minimumTrackRecord: null }
  }
  const sample = { sharpe: sharpePerPeriod, returns, skew, kurtosis }
  return {
    ...facts,
    probabilistic: probabilisticSharpe(sample, 0),
    deflated: deflatedSharpe(sample, count, variance),
    minimumTrackRecord: minimumTrackRecord(sample, 0, CONFIDENCE),
  }
}

function variancePerPeriod({ sharpes }: Trials, root: number): number {
  if (sharpes.length < 2) return 0
  return ((momentsOf(Float64Array.from(sharpes)).sd ?? 0) / root) ** 2
}

import { normalCdf, normalQuantile } from './normal.ts'

const EULER = 0.5772156649015329

/** What the inference needs of a return series: Sharpe ratio per period, returns, population skew and kurtosis. */
export interface SharpeSample {
  readonly sharpe: number
  readonly returns: number
  readonly skew: number
  readonly kurtosis: number
}

/** 1 - skew * SR + (kurtosis - 1) / 4 * SR^2, the variance of a Sharpe ratio times (n - 1). */
function spread({ sharpe, skew, kurtosis }: SharpeSample): number {
  return 1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe
}

/**
 * Standard error of a Sharpe ratio per period, from n - 1 as in the probabilistic one (Mertens 2002);
 * null under two returns or where the moments leave no variance.
 */
export function sharpeError(sample: SharpeSample): number | null {
  const variance = spread(sample)
  if (sample.returns < 2 || variance <= 0) return null
  return Math.sqrt(variance / (sample.returns - 1))
}

/**
 * Probabilistic Sharpe ratio: the probability that the true ratio per period exceeds `reference`
 * (Bailey & López de Prado 2012, eq. 11).
 */
export function probabilisticSharpe(sample: SharpeSample, reference: number): number | null {
  const variance = spread(sample)
  if (sample.returns < 2 || variance <= 0) return null
  const z = ((sample.sharpe - reference) * Math.sqrt(sample.returns - 1)) / Math.sqrt(variance)
  return normalCdf(z)
}

/**
 * Minimum track record length in returns, for `confidence` that the true ratio exceeds `reference`
 * (Bailey & López de Prado 2012, eq. 12); null when the ratio does not exceed it.
 */
export function minimumTrackRecord(
  sample: SharpeSample,
  reference: number,
  confidence: number
): number | null {
  const variance = spread(sample)
  if (sample.returns < 2 || variance <= 0 || sample.sharpe <= reference) return null
  return 1 + variance * (normalQuantile(confidence) / (sample.sharpe - reference)) ** 2
}

/**
 * Expected largest Sharpe ratio per period of `trials` strategies without skill whose ratios have the
 * variance `trialVariance` (Bailey & López de Prado 2014, eq. 1); 0 for one trial.
 */
export function expectedMaximumSharpe(trials: number, trialVariance: number): number {
  if (trials <= 1) return 0
  const first = (1 - EULER) * normalQuantile(1 - 1 / trials)
  return Math.sqrt(trialVariance) * (first + EULER * normalQuantile(1 - 1 / (trials * Math.E)))
}

/** Deflated Sharpe ratio: the probabilistic one against the best that luck alone gives (Bailey & López de Prado 2014). */
export function deflatedSharpe(
  sample: SharpeSample,
  trials: number,
  trialVariance: number
): number | null {
  return probabilisticSharpe(sample, expectedMaximumSharpe(trials, trialVariance))
}

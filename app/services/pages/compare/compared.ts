import type { MetricName } from '#core/evaluation/metrics/metric_list'
import type { Interval } from '#core/evaluation/statistics/stationary_bootstrap'

export const COMPARED_KINDS = [
  'evaluation',
  'run',
  'experiment',
  'episode',
  'trial',
  'study',
] as const
export type ComparedKind = (typeof COMPARED_KINDS)[number]
/** Those that stand for a curve; studies are searches, which are held against each other otherwise. */
export type CurveKind = Exclude<ComparedKind, 'study'>

/** Several of a kind. */
export function pluralOf(kind: ComparedKind): string {
  return kind === 'study' ? 'studies' : `${kind}s`
}

export const LEAST_COMPARED = 2
export const MOST_COMPARED = 6

/** One of the things compared, with the curve that stands for it. */
export interface Compared {
  readonly id: number
  readonly title: string
  readonly name: string
  readonly href: string
  /** What its curve is, as in `sealed test, seed 2`. */
  readonly curve: string
  readonly dataset: ComparedDataset | null
  readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** UTC epoch ms of each bar; empty where no curve is stored. */
  readonly time: readonly number[]
  readonly equity: readonly number[]
  readonly metrics: Readonly<Partial<Record<MetricName, number | null>>>
  /** 95 %, where they were resampled. */
  readonly intervals: Readonly<Partial<Record<MetricName, Interval | null>>>
  /** Validation Sharpe ratio over episodes; empty where it does not apply. */
  readonly learning: readonly LearningPoint[]
}

export interface ComparedDataset {
  readonly symbol: string
  readonly interval: string
  readonly version: number
  readonly sha256: string
}

export interface LearningPoint {
  readonly number: number
  readonly sharpe_ratio: number | null
}

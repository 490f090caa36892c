import type { BenchmarkSheet, TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { Interval } from '#core/evaluation/statistics/stationary_bootstrap'

/** The shown seed minus one benchmark, with where its interval lies on the common scale. */
export interface DifferenceRow {
  readonly title: string
  readonly difference: number | null
  readonly interval: Interval | null
  /** Positions from 0 to 100; null: nothing to draw. */
  readonly drawn: { readonly at: number; readonly low: number; readonly high: number } | null
}

export interface Differences {
  readonly measure: string
  readonly unit: 'ratio' | 'share'
  readonly rows: readonly DifferenceRow[]
  /** Position of 0, and the scale's ends. */
  readonly zero: number
  readonly ends: readonly [number, number]
}

/** Differences of the Sharpe ratio and of the log return a year, each on a scale of its own. */
export function differencesOf({ benchmarks }: TearSheet): Differences[] {
  return [
    onScale(
      'Sharpe',
      'ratio',
      benchmarks.map((each) => [each, each.sharpeDifference, each.sharpeInterval])
    ),
    onScale(
      'Log return a year',
      'share',
      benchmarks.map((each) => [each, each.logReturnDifference, each.logReturnInterval])
    ),
  ]
}

type Given = readonly [BenchmarkSheet, number | null, Interval | null]

function onScale(measure: string, unit: Differences['unit'], given: readonly Given[]): Differences {
  const known = given.flatMap(([, difference, interval]) =>
    [difference, interval?.low ?? null, interval?.high ?? null].filter((value) => value !== null)
  )
  const low = Math.min(0, ...known)
  const high = Math.max(0, ...known)
  const margin = Math.max((high - low) * 0.05, 1e-9)
  const ends = [low - margin, high + margin] as const
  const at = (value: number) => Number((((value - ends[0]) / (ends[1] - ends[0])) * 100).toFixed(2))
  const rows = given.map(([{ title }, difference, interval]) => {
    const drawn =
      difference === null || interval === null
        ? null
        : { at: at(difference), low: at(interval.low), high: at(interval.high) }
    return { title, difference, interval, drawn }
  })
  return { measure, unit, rows, zero: at(0), ends }
}

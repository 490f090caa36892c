/** One measured figure: the median, least and largest of its repeats. */
export interface Figure {
  readonly median: number
  readonly min: number
  readonly max: number
  readonly unit: string
}

/** Figures of one suite by name, for example `updates_per_second/obs40/64x64`. */
export type Figures = Readonly<Record<string, Figure>>

/** Median, least and largest of at least one value. */
export function figureOf(values: readonly number[], unit: string): Figure {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
  return { median, min: sorted[0], max: sorted[sorted.length - 1], unit }
}

/** Units a second of `work`, which does `units` of them, one warm-up run apart. */
export function rates(repeats: number, units: number, work: () => void): number[] {
  work()
  return Array.from({ length: repeats }, () => units / secondsOf(work))
}

/** Seconds that one call takes. */
export function secondsOf(work: () => void): number {
  const started = performance.now()
  work()
  return (performance.now() - started) / 1000
}

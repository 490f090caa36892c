import type { Series } from '../../market/series.ts'

/**
 * A benchmark: bars to the target level wanted after the close of each bar, float64 [bars]. The level
 * at bar t uses bars <= t only. Levels are played through the environment, with its costs and fills.
 */
export type Benchmark = (series: Series) => Float64Array

/** Fully long from the first decision on. */
export const buyAndHold: Benchmark = (series) => new Float64Array(series.length).fill(1)

/** Never in the market. */
export const alwaysFlat: Benchmark = (series) => new Float64Array(series.length)

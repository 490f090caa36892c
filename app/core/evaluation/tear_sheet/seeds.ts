import { METRIC_NAMES, type MetricName, type MetricValues } from '../metrics/metric_list.ts'
import { medianOfSorted } from '../verdicts/robustness_verdicts.ts'
import type { SeedSpread } from './tear_sheet.ts'

/** Index of the seed with the median Sharpe ratio, the lower middle one of an even number; undefined ratios come last. */
export function medianSeed(sharpes: readonly (number | null)[]): number {
  const order = sharpes
    .map((sharpe, index) => ({ sharpe: sharpe ?? -Infinity, index }))
    .sort((a, b) => (a.sharpe === b.sharpe ? a.index - b.index : a.sharpe - b.sharpe))
  return order[(order.length - 1) >> 1].index
}

/** Median, interquartile mean and ends of each metric over the seeds for which it is defined. */
export function spreadOf(seeds: readonly MetricValues[]): Record<MetricName, SeedSpread> {
  const entries = METRIC_NAMES.map((name) => {
    const values = seeds.flatMap((metrics) => metrics[name] ?? []).sort((a, b) => a - b)
    return [name, seedSpread(values)] as const
  })
  return Object.fromEntries(entries) as Record<MetricName, SeedSpread>
}

function seedSpread(sorted: readonly number[]): SeedSpread {
  if (sorted.length === 0) {
    return { median: null, interquartileMean: null, lowest: null, highest: null }
  }
  return {
    median: medianOfSorted(sorted),
    interquartileMean: interquartileMean(sorted),
    lowest: sorted[0],
    highest: sorted[sorted.length - 1],
  }
}

/** Mean without the lowest and the highest quarter, each rounded down (Agarwal et al. 2021). Ascending, not empty. */
export function interquartileMean(sorted: readonly number[]): number {
  const cut = Math.floor(sorted.length / 4)
  const middle = sorted.slice(cut, sorted.length - cut)
  return middle.reduce((sum, value) => sum + value, 0) / middle.length
}

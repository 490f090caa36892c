import type { RandomStream } from '../../random/random_stream.ts'
import { quantile } from '../metrics/moments.ts'

/**
 * Blocks of one resample of n returns: block k takes the `length[k]` returns from `start[k]` on,
 * wrapping from the last to the first. Both buffers hold at least n entries.
 */
export interface Blocks {
  count: number
  readonly start: Uint32Array
  readonly length: Uint32Array
}

export function makeBlocks(n: number): Blocks {
  return { count: 0, start: new Uint32Array(n), length: new Uint32Array(n) }
}

/**
 * Draws one resample of the stationary bootstrap (Politis & Romano 1994): a new block begins with
 * probability 1 / meanLength at each step, at a uniform start, so that lengths are geometric.
 */
export function drawBlocks(
  blocks: Blocks,
  n: number,
  meanLength: number,
  random: RandomStream
): void {
  const scale = meanLength > 1 ? 1 / Math.log(1 - 1 / meanLength) : 0
  let [left, count] = [n, 0]
  while (left > 0) {
    const wanted = scale === 0 ? 1 : 1 + Math.floor(Math.log(1 - random.float()) * scale)
    const length = Math.min(wanted, left)
    blocks.start[count] = random.integer(n)
    blocks.length[count] = length
    left -= length
    count++
  }
  blocks.count = count
}

/**
 * Running sums of a series written twice in a row, so that the sum over any wrapping block is one
 * difference: float64 [2 n + 1].
 */
export function doubledSums(values: Float64Array): Float64Array {
  const n = values.length
  const sums = new Float64Array(2 * n + 1)
  for (let i = 0; i < 2 * n; i++) sums[i + 1] = sums[i] + values[i < n ? i : i - n]
  return sums
}

/** Sum over a resample, from `doubledSums`. */
export function resampledSum(sums: Float64Array, blocks: Blocks): number {
  let total = 0
  for (let k = 0; k < blocks.count; k++) {
    const start = blocks.start[k]
    total += sums[start + blocks.length[k]] - sums[start]
  }
  return total
}

export interface Interval {
  readonly low: number
  readonly high: number
}

/** Percentile interval of the finite draws, for example level 0.95: the 2.5 % and 97.5 % quantiles; null without a draw. */
export function percentileInterval(draws: Float64Array, level: number): Interval | null {
  const sorted = draws.filter((draw) => Number.isFinite(draw)).sort()
  if (sorted.length === 0) return null
  return { low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) }
}

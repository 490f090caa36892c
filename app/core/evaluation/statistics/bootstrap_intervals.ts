import type { RandomStream } from '../../random/random_stream.ts'
import { ZERO } from '../metrics/moments.ts'
import { optimalBlockLength } from './block_length.ts'
import {
  doubledSums,
  drawBlocks,
  makeBlocks,
  percentileInterval,
  resampledSum,
  type Blocks,
  type Interval,
} from './stationary_bootstrap.ts'

export interface BootstrapSettings {
  readonly resamples: number
  /** For example 0.95. */
  readonly level: number
  /** Mean block length in bars; null: the automatic one, not under SHORTEST_BLOCK. */
  readonly blockLength: number | null
  readonly periodsPerYear: number
  readonly random: RandomStream
}

export interface BootstrapIntervals {
  readonly blockLength: number
  readonly resamples: number
  readonly sharpe: Interval | null
  readonly cagr: Interval | null
  readonly maxDrawdown: Interval | null
  /** For each other series in its order: this series minus it, on the same resampled bars. */
  readonly differences: readonly PairedDifference[]
}

export interface PairedDifference {
  /** Difference of annualised Sharpe ratios. */
  readonly sharpe: Interval | null
  /** Difference of annualised log returns. */
  readonly logReturn: Interval | null
}

/** Automatic block lengths of daily returns come out near 1, which would ignore slow clustering. */
export const SHORTEST_BLOCK = 5

/**
 * Percentile intervals of a return series and of its paired difference to others, by the stationary
 * block bootstrap: every resample takes the same bars of all series.
 * @param returns simple returns, float64 [n], n >= 2
 * @param others each float64 [n]
 */
export function bootstrapIntervals(
  returns: Float64Array,
  others: readonly Float64Array[],
  settings: BootstrapSettings
): BootstrapIntervals {
  const { resamples, level, periodsPerYear, random } = settings
  const n = returns.length
  const blockLength = settings.blockLength ?? automaticLength([returns, ...others])
  const own = sumsOf(returns)
  const rivals = others.map(sumsOf)
  const draws = {
    sharpe: new Float64Array(resamples),
    logReturn: new Float64Array(resamples),
    drawdown: new Float64Array(resamples),
  }
  const differences = rivals.map(() => ({
    sharpe: new Float64Array(resamples),
    logReturn: new Float64Array(resamples),
  }))
  const blocks = makeBlocks(n)
  for (let b = 0; b < resamples; b++) {
    drawBlocks(blocks, n, blockLength, random)
    const sharpe = resampledSharpe(own, n, blocks, periodsPerYear)
    const logReturn = (resampledSum(own.logs, blocks) / n) * periodsPerYear
    draws.sharpe[b] = sharpe
    draws.logReturn[b] = logReturn
    draws.drawdown[b] = resampledDrawdown(returns, n, blocks)
    for (let k = 0; k < rivals.length; k++) {
      const rival = rivals[k]
      differences[k].sharpe[b] = sharpe - resampledSharpe(rival, n, blocks, periodsPerYear)
      differences[k].logReturn[b] =
        logReturn - (resampledSum(rival.logs, blocks) / n) * periodsPerYear
    }
  }
  return {
    blockLength,
    resamples,
    sharpe: percentileInterval(draws.sharpe, level),
    cagr: percentileInterval(draws.logReturn.map(Math.expm1), level),
    maxDrawdown: percentileInterval(draws.drawdown, level),
    differences: differences.map((difference) => ({
      sharpe: percentileInterval(difference.sharpe, level),
      logReturn: percentileInterval(difference.logReturn, level),
    })),
  }
}

function automaticLength(series: readonly Float64Array[]): number {
  return series.reduce((longest, x) => Math.max(longest, optimalBlockLength(x)), SHORTEST_BLOCK)
}

interface Sums {
  readonly values: Float64Array
  readonly squares: Float64Array
  readonly logs: Float64Array
}

/** A return of -100 % or less has no logarithm: it counts as a loss to one part in 10^12. */
const LEAST_GROWTH = 1e-12

function sumsOf(returns: Float64Array): Sums {
  return {
    values: doubledSums(returns),
    squares: doubledSums(returns.map((r) => r * r)),
    logs: doubledSums(returns.map((r) => Math.log(Math.max(1 + r, LEAST_GROWTH)))),
  }
}

/** NaN where the resample does not vary: such a draw has no Sharpe ratio and is left out. */
function resampledSharpe(sums: Sums, n: number, blocks: Blocks, periodsPerYear: number): number {
  const mean = resampledSum(sums.values, blocks) / n
  const variance = (resampledSum(sums.squares, blocks) - n * mean * mean) / (n - 1)
  const sd = Math.sqrt(Math.max(0, variance))
  return sd <= ZERO ? NaN : (mean / sd) * Math.sqrt(periodsPerYear)
}

function resampledDrawdown(returns: Float64Array, n: number, blocks: Blocks): number {
  let [equity, peak, worst] = [1, 1, 1]
  for (let k = 0; k < blocks.count; k++) {
    let t = blocks.start[k]
    for (let i = blocks.length[k]; i > 0; i--) {
      equity *= 1 + returns[t]
      if (equity > peak) peak = equity
      else if (equity < worst * peak) worst = equity / peak
      t = t + 1 === n ? 0 : t + 1
    }
  }
  return worst - 1
}

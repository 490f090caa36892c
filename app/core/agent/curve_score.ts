import { sharpeRatio } from '../evaluation/metrics/curve_metrics.ts'
import { deepest, drawdownsOf } from '../evaluation/metrics/drawdown.ts'
import { mean } from '../evaluation/metrics/moments.ts'
import type { CurveScore } from './run_contract.ts'

/** @param equity float64 [bars], quote currency @param periodsPerYear bars a year */
export function curveScore(equity: Float64Array, periodsPerYear: number): CurveScore {
  return {
    sharpe: sharpeRatio(equity, periodsPerYear),
    totalReturn: equity[equity.length - 1] / equity[0] - 1,
    maxDrawdown: deepest(drawdownsOf(equity))?.depth ?? 0,
  }
}

/**
 * The mean over several datasets. An undefined Sharpe ratio counts as 0 beside defined ones (no
 * position, no return), and stays undefined where all are.
 */
export function meanScore(scores: readonly CurveScore[]): CurveScore {
  const meanOf = (value: (score: CurveScore) => number) => mean(Float64Array.from(scores, value))
  const undefinedAll = scores.every(({ sharpe }) => sharpe === null)
  return {
    sharpe: undefinedAll ? null : meanOf(({ sharpe }) => sharpe ?? 0),
    totalReturn: meanOf(({ totalReturn }) => totalReturn),
    maxDrawdown: meanOf(({ maxDrawdown }) => maxDrawdown),
  }
}

/** Whether a validation Sharpe beats the best so far: an undefined one never does, a tie goes to the earlier. */
export function isBetter(sharpe: number | null, best: number | null): boolean {
  if (sharpe === null) return false
  return best === null || sharpe > best
}

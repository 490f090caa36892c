import { InvalidParameter } from '../../errors.ts'
import type { Series } from '../../market/series.ts'
import type { Benchmark } from './benchmark.ts'

/**
 * Long while the fast simple average of the close is above the slow one, else flat; flat before bar
 * slow - 1.
 * @throws E_INVALID_PARAMETER unless 1 <= fast < slow
 */
export function smaCrossover(fast: number, slow: number): Benchmark {
  if (!Number.isInteger(fast) || !Number.isInteger(slow) || fast < 1 || fast >= slow) {
    throw new InvalidParameter(
      'fast',
      `fast is ${fast} and slow is ${slow}, but fast must be an integer from 1 to slow − 1.`,
      'Give for example fast=10 and slow=30.'
    )
  }
  return (series: Series) => {
    const { close, length } = series
    const levels = new Float64Array(length)
    let [fastSum, slowSum] = [0, 0]
    for (let t = 0; t < length; t++) {
      fastSum += close[t] - (t >= fast ? close[t - fast] : 0)
      slowSum += close[t] - (t >= slow ? close[t - slow] : 0)
      if (t >= slow - 1 && fastSum / fast > slowSum / slow) levels[t] = 1
    }
    return levels
  }
}

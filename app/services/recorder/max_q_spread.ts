import { quantile } from '#core/evaluation/metrics/moments'

/** Between which the greatest Q-value lay at four of five decisions. */
export interface Spread {
  readonly low: number
  readonly high: number
}

/**
 * The 10th and 90th percentile over decisions of the greatest Q-value.
 * @param qValues float32 [decisions, actions]
 * @returns null without a decision, or where a Q-value is not finite
 */
export function maxQSpread(qValues: Float32Array, actions: number): Spread | null {
  const greatest = new Float64Array(qValues.length / actions)
  for (let k = 0; k < greatest.length; k++) {
    greatest[k] = Math.max(...qValues.subarray(k * actions, (k + 1) * actions))
  }
  if (greatest.length === 0 || !greatest.every(Number.isFinite)) return null
  greatest.sort()
  return { low: quantile(greatest, 0.1), high: quantile(greatest, 0.9) }
}

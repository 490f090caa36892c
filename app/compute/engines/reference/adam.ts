const BETA_1 = 0.9
const BETA_2 = 0.999
const EPSILON = 1e-8

/**
 * One step of Adam (Kingma & Ba 2015, algorithm 1), in place:
 * w ← w − lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε). `t` counts from 1.
 */
export function adamStep(
  weights: Float64Array,
  firstMoment: Float64Array,
  secondMoment: Float64Array,
  gradient: Float64Array,
  learningRate: number,
  t: number
): void {
  const rate = learningRate / (1 - BETA_1 ** t)
  const root = Math.sqrt(1 - BETA_2 ** t)
  for (let i = 0; i < weights.length; i++) {
    firstMoment[i] = BETA_1 * firstMoment[i] + (1 - BETA_1) * gradient[i]
    secondMoment[i] = BETA_2 * secondMoment[i] + (1 - BETA_2) * gradient[i] * gradient[i]
    weights[i] -= (rate * firstMoment[i]) / (Math.sqrt(secondMoment[i]) / root + EPSILON)
  }
}

import type { Environment } from '../environment.ts'

/** The action of step k in every check: spread over all of them, the same each time. */
export function actionAt(k: number, actions: number): number {
  return (Math.imul(k + 1, 0x9e3779b1) >>> 8) % actions
}

/**
 * Observations, rewards and ends of the first steps after a reset, one after another. A seed resets
 * with it, null without one.
 */
export function trajectory(environment: Environment, seed: number | null, steps: number): number[] {
  const values: number[] = []
  const note = (observation: Float32Array) => {
    for (let i = 0; i < observation.length; i++) values.push(observation[i])
  }
  note(environment.reset(seed ?? undefined)[0])
  for (let k = 0; k < steps; k++) {
    const action = actionAt(k, environment.actionSpace.n)
    const [observation, reward, terminated, truncated] = environment.step(action)
    note(observation)
    values.push(reward, Number(terminated), Number(truncated))
    if (terminated || truncated) break
  }
  return values
}

/** Where two lists of numbers differ first, in words; empty when they are the same to the last bit. */
export function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): string {
  if (a.length !== b.length) return `${a.length} values and ${b.length}`
  for (let i = 0; i < a.length; i++) {
    if (!Object.is(a[i], b[i])) return `value ${i} is ${a[i]} and ${b[i]}`
  }
  return ''
}

/** The first component outside the space, in words; empty when all lie within and are finite. */
export function outside({ observationSpace }: Environment, observation: Float32Array): string {
  const { low, high, names } = observationSpace
  for (let i = 0; i < observation.length; i++) {
    const value = observation[i]
    if (Number.isFinite(value) && value >= low && value <= high) continue
    return `component ${i} (${names[i]}) is ${value}, outside ${low} to ${high}`
  }
  return ''
}

import { isCodedError } from '../errors.ts'
import type { Environment } from './environment.ts'

/** One rule of the contract, held against an environment. */
export interface CheckedRule {
  readonly rule: string
  readonly passed: boolean
  /** What was seen where it failed: expected and actual; else an empty text. */
  readonly seen: string
}

/** Steps that are played to see an environment's behaviour. */
const STEPS = 200

/**
 * Holds an environment against the contract, after Gymnasium's `env_checker`: spaces, types, seeds,
 * ends and refusals. Plays a few short episodes; leaves the environment reset with seed 0.
 */
export function checkEnvironment(environment: Environment): CheckedRule[] {
  const rules: CheckedRule[] = []
  const expect = (rule: string, passed: boolean, seen: string) => {
    rules.push({ rule, passed, seen: passed ? '' : seen })
  }
  checkSpaces(environment, expect)
  checkRefusalBeforeReset(environment, expect)
  checkReset(environment, expect)
  checkSteps(environment, expect)
  checkEnd(environment, expect)
  environment.reset(0)
  return rules
}

type Expect = (rule: string, passed: boolean, seen: string) => void

function checkSpaces({ observationSpace, actionSpace }: Environment, expect: Expect): void {
  const { shape, names, low, high, dtype } = observationSpace
  expect(
    'the observation space is a box of one dimension',
    shape.length === 1,
    `shape ${shape.join('×')}`
  )
  expect('an observation has at least one component', shape[0] >= 1, `${shape[0]} components`)
  expect(
    'each component has a name',
    names.length === shape[0],
    `${names.length} names for ${shape[0]}`
  )
  expect(
    'no two components share a name',
    new Set(names).size === names.length,
    'a name stands twice'
  )
  expect('the bounds are in order', low < high, `low ${low}, high ${high}`)
  expect('observations are float32', dtype === 'float32', dtype)
  const { n } = actionSpace
  expect('there are at least two actions', Number.isInteger(n) && n >= 2, `${n} actions`)
  expect(
    'each action has a name',
    actionSpace.names.length === n,
    `${actionSpace.names.length} names for ${n}`
  )
}

function checkRefusalBeforeReset(environment: Environment, expect: Expect): void {
  const fresh = codeOf(() => environment.step(0))
  // an environment that has been reset before takes the step
  expect(
    'a step before the first reset is refused',
    fresh === null || fresh === 'E_EPISODE_ENDED',
    `${fresh}`
  )
}

function checkReset(environment: Environment, expect: Expect): void {
  const { observationSpace } = environment
  const [first, info] = environment.reset(7)
  expect('reset gives a Float32Array', first instanceof Float32Array, typeof first)
  expect('reset gives an info object', typeof info === 'object' && info !== null, typeof info)
  const { length } = first
  expect(
    'the first observation has the shape of the space',
    length === observationSpace.shape[0],
    `${length} components`
  )
  expect('the first observation lies in the space', liesWithin(environment, first), describe(first))
  const once = first.slice()
  const [again] = environment.reset(7)
  expect(
    'the same seed gives the same first observation',
    same(once, again),
    firstDifference(once, again)
  )
  const one = trajectory(environment, 3)
  const two = trajectory(environment, 3)
  expect(
    'the same seed and actions give the same trajectory',
    same(one, two),
    firstDifference(one, two)
  )
}

function checkSteps(environment: Environment, expect: Expect): void {
  const { n } = environment.actionSpace
  for (const action of [-1, n, 0.5, NaN]) {
    environment.reset(1)
    const code = codeOf(() => environment.step(action))
    expect(`action ${action} is refused`, code === 'E_INVALID_ACTION', `${code ?? 'it was taken'}`)
  }
  environment.reset(1)
  const faults = { observation: '', reward: '', flags: '', both: '', tuple: '' }
  for (let k = 0; k < STEPS; k++) {
    const result = environment.step(k % n)
    const [observation, reward, terminated, truncated] = result
    if (result.length !== 5) faults.tuple = `${result.length} values at step ${k}`
    if (!liesWithin(environment, observation))
      faults.observation = `${describe(observation)} at step ${k}`
    if (!Number.isFinite(reward)) faults.reward = `${reward} at step ${k}`
    if (typeof terminated !== 'boolean' || typeof truncated !== 'boolean')
      faults.flags = `step ${k}`
    if (terminated && truncated) faults.both = `step ${k}`
    if (terminated || truncated) environment.reset()
  }
  expect(
    'step gives observation, reward, terminated, truncated, info',
    faults.tuple === '',
    faults.tuple
  )
  expect(
    'every observation lies in the space and is finite',
    faults.observation === '',
    faults.observation
  )
  expect('every reward is a finite number', faults.reward === '', faults.reward)
  expect('terminated and truncated are booleans', faults.flags === '', faults.flags)
  expect('no step is both terminated and truncated', faults.both === '', faults.both)
}

/** An episode ends, takes no further step, and leaves nothing to the next one. */
function checkEnd(environment: Environment, expect: Expect): void {
  const before = trajectory(environment, 5)
  environment.reset(11)
  const { n } = environment.actionSpace
  let ended = false
  for (let k = 0; k < 1_000_000 && !ended; k++) {
    const [, , terminated, truncated] = environment.step((k * 7) % n)
    ended = terminated || truncated
  }
  expect('an episode ends', ended, 'not within 1,000,000 steps')
  const code = codeOf(() => environment.step(0))
  expect('a step after the end is refused', code === 'E_EPISODE_ENDED', `${code ?? 'it was taken'}`)
  const after = trajectory(environment, 5)
  expect(
    'a reset leaves nothing of the episode before',
    same(before, after),
    firstDifference(before, after)
  )
}

/** Observations and rewards of a seeded episode's first steps, one after another. */
function trajectory(environment: Environment, seed: number): Float64Array {
  const values: number[] = []
  values.push(...environment.reset(seed)[0])
  for (let k = 0; k < STEPS; k++) {
    const [observation, reward, terminated, truncated] = environment.step(
      (k * 5 + 1) % environment.actionSpace.n
    )
    values.push(...observation, reward)
    if (terminated || truncated) break
  }
  return Float64Array.from(values)
}

function codeOf(work: () => unknown): string | null {
  try {
    work()
    return null
  } catch (error) {
    return isCodedError(error) ? error.code : `${error}`
  }
}

function liesWithin({ observationSpace }: Environment, observation: Float32Array): boolean {
  const { low, high } = observationSpace
  return observation.every((value) => Number.isFinite(value) && value >= low && value <= high)
}

function same(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && firstDifference(a, b) === ''
}

function firstDifference(a: ArrayLike<number>, b: ArrayLike<number>): string {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (!Object.is(a[i], b[i])) return `value ${i}: ${a[i]} and ${b[i]}`
  }
  return ''
}

function describe(observation: ArrayLike<number>): string {
  const values = Array.from(observation)
  const bad = values.findIndex((value) => !Number.isFinite(value))
  return bad >= 0
    ? `component ${bad} is ${values[bad]}`
    : `${Math.min(...values)} to ${Math.max(...values)}`
}

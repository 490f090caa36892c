import type { Environment } from '../environment.ts'
import { codeOf, type Checklist } from './checklist.ts'
import { firstDifference, outside, trajectory } from './trajectory.ts'

/** What a step does before any reset, what a reset gives, and what its seed decides. */
export function checkReset(environment: Environment, list: Checklist, steps: number): void {
  const early = codeOf(() => environment.step(0))
  list.expect(
    // an environment that was used before takes the step
    'a step before the first reset is refused',
    early === null || early === 'E_EPISODE_ENDED',
    'E_EPISODE_ENDED',
    `${early}`
  )
  const [first, info] = environment.reset(7)
  const size = environment.observationSpace.shape[0]
  const isFloats = first instanceof Float32Array
  list.expect('reset gives a Float32Array', isFloats, 'Float32Array', typeof first)
  const isObject = typeof info === 'object' && info !== null
  list.expect('reset gives an info object', isObject, 'object', `${info}`)
  list.expect(
    'the first observation has the shape of the space',
    first.length === size,
    `${size} components`,
    `${first.length}`
  )
  list.expectNone(
    'the first observation lies in the space and is finite',
    outside(environment, first)
  )
  const kept = first.slice()
  list.expectNone(
    'the same seed gives the same first observation',
    firstDifference(kept, environment.reset(7)[0])
  )
  list.expectNone(
    'the same seed and actions give the same trajectory',
    firstDifference(trajectory(environment, 3, steps), trajectory(environment, 3, steps))
  )
  const second = (seed: number) => {
    environment.reset(seed)
    return trajectory(environment, null, steps)
  }
  list.expectNone(
    'the same seed gives the same second episode',
    firstDifference(second(3), second(3))
  )
}

import type { Environment } from '../environment.ts'
import { codeOf, type Checklist } from './checklist.ts'
import { actionAt, firstDifference, outside, trajectory } from './trajectory.ts'

/** Actions that no environment has, beside n. */
const NO_ACTIONS = [-1, 0.5, NaN]

/** Which actions are refused, and what each of `steps` steps gives. */
export function checkSteps(environment: Environment, list: Checklist, steps: number): void {
  checkRefusals(environment, list)
  environment.reset(1)
  const faults = { five: '', shape: '', inside: '', reward: '', flags: '', both: '', info: '' }
  for (let k = 0; k < steps; k++) {
    const result = environment.step(actionAt(k, environment.actionSpace.n))
    const [observation, reward, terminated, truncated, info] = result
    const at = ` at step ${k}`
    if (result.length !== 5) faults.five ||= `${result.length} values${at}`
    if (observation.length !== environment.observationSpace.shape[0]) {
      faults.shape ||= `${observation.length} components${at}`
    }
    const fault = outside(environment, observation)
    if (fault !== '') faults.inside ||= fault + at
    if (!Number.isFinite(reward)) faults.reward ||= `${reward}${at}`
    if (typeof terminated !== 'boolean' || typeof truncated !== 'boolean') {
      faults.flags ||= `${terminated} and ${truncated}${at}`
    }
    if (terminated && truncated) faults.both ||= `both${at}`
    if (typeof info !== 'object' || info === null) faults.info ||= `${info}${at}`
    if (terminated || truncated) environment.reset()
  }
  list.expectNone('step gives observation, reward, terminated, truncated, info', faults.five)
  list.expectNone('every observation has the shape of the space', faults.shape)
  list.expectNone('every observation lies in the space and is finite', faults.inside)
  list.expectNone('every reward is a finite number', faults.reward)
  list.expectNone('terminated and truncated are booleans', faults.flags)
  list.expectNone('no step is both terminated and truncated', faults.both)
  list.expectNone('every step gives an info object', faults.info)
  checkOwnArrays(environment, list)
}

function checkRefusals(environment: Environment, list: Checklist): void {
  const { n } = environment.actionSpace
  const untouched = trajectory(environment, 1, 3)
  environment.reset(1)
  let refused = true
  for (const action of [...NO_ACTIONS, n]) {
    const code = codeOf(() => environment.step(action))
    refused &&= code === 'E_INVALID_ACTION'
    list.expect(
      `action ${action === n ? 'n' : action} is refused`,
      code === 'E_INVALID_ACTION',
      'E_INVALID_ACTION',
      code ?? 'that it was taken'
    )
  }
  const rule = 'a refused action leaves the episode as it was'
  if (!refused) return list.expectNone(rule, 'one was not refused')
  const next = Array.from(environment.step(actionAt(0, n))[0])
  const size = next.length
  list.expectNone(rule, firstDifference(untouched.slice(size, 2 * size), next))
}

/** Arrays may be reused, so what a caller writes into one must not reach the next observation. */
function checkOwnArrays(environment: Environment, list: Checklist): void {
  const play = (spoil: boolean) => {
    const values: number[] = []
    let [observation] = environment.reset(9)
    for (let k = 0; k < 3; k++) {
      values.push(...observation)
      if (spoil) observation.fill(NaN)
      const step = environment.step(actionAt(k, environment.actionSpace.n))
      if (step[2] || step[3]) break
      observation = step[0]
    }
    return values
  }
  list.expectNone(
    'what is written into an observation does not reach the next one',
    firstDifference(play(false), play(true))
  )
}

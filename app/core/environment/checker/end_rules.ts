import type { Environment } from '../environment.ts'
import { codeOf, type Checklist } from './checklist.ts'
import { actionAt, firstDifference, trajectory } from './trajectory.ts'

/** An episode ends within `longest` steps, takes no further step, and leaves nothing to the next one. */
export function checkEnd(
  environment: Environment,
  list: Checklist,
  steps: number,
  longest: number
): void {
  const before = trajectory(environment, 5, steps)
  environment.reset(11)
  let ended = false
  for (let k = 0; k < longest && !ended; k++) {
    const [, , terminated, truncated] = environment.step(actionAt(k, environment.actionSpace.n))
    ended = terminated || truncated
  }
  list.expect('an episode ends', ended, 'an end', `none within ${longest} steps`)
  const code = codeOf(() => environment.step(0))
  list.expect(
    'a step after the end is refused',
    code === 'E_EPISODE_ENDED',
    'E_EPISODE_ENDED',
    code ?? 'that it was taken'
  )
  list.expectNone(
    'a reset leaves nothing of the episode before',
    firstDifference(before, trajectory(environment, 5, steps))
  )
}

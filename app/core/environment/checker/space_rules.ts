import type { Environment } from '../environment.ts'
import type { Checklist } from './checklist.ts'

/** Shape, bounds, type and names of both spaces. */
export function checkSpaces(environment: Environment, list: Checklist): void {
  const { observationSpace, actionSpace } = environment
  const { kind, shape, names, low, high, dtype } = observationSpace
  list.expect('the observation space is a box', kind === 'box', 'box', kind)
  list.expect(
    'an observation has one dimension',
    shape.length === 1,
    '1 dimension',
    `shape [${shape.join(', ')}]`
  )
  const size = shape[0]
  const whole = Number.isInteger(size) && size >= 1
  list.expect('an observation has a component', whole, '1 component or more', `${size}`)
  list.expect('observations are float32', dtype === 'float32', 'float32', dtype)
  list.expect('the bounds are in order', low < high, 'low under high', `${low} and ${high}`)
  list.expect(
    'each component has a name',
    names.length === size,
    `${size} names`,
    `${names.length}`
  )
  list.expectNone('no two components share a name', repeated(names))
  list.expect(
    'the action space is discrete',
    actionSpace.kind === 'discrete',
    'discrete',
    actionSpace.kind
  )
  const { n } = actionSpace
  const several = Number.isInteger(n) && n >= 2
  list.expect('there are at least two actions', several, '2 actions or more', `${n}`)
  const named = actionSpace.names.length
  list.expect('each action has a name', named === n, `${n} names`, `${named}`)
  list.expectNone('no two actions share a name', repeated(actionSpace.names))
}

function repeated(names: readonly string[]): string {
  const name = names.find((one, i) => names.indexOf(one) !== i)
  return name === undefined ? '' : `${name} stands twice`
}

import type { Condition } from '../parameter.ts'
import type { RunParameters } from '../parameters/catalogue.ts'
import { parameterAt, valueAt } from '../parameters/resolve.ts'
import { valueText } from '../parameters/value_text.ts'
import { isMet, type Dimension, type SearchSpace } from './search_space.ts'
import { canBe } from './space_order.ts'
import type { SpaceFault } from './tuning_errors.ts'

/**
 * Searched parameters that no trial can notice, since what they depend on has another value in the base
 * and is not searched for the right one. Trials that differ in them alone would be the same.
 */
export function effectFaults({ dimensions }: SearchSpace, base: RunParameters): SpaceFault[] {
  const searched = new Map(dimensions.map((dimension) => [dimension.path, dimension]))
  return dimensions.flatMap(({ path }) => {
    const unmet = unmetCondition(path, searched, base)
    return unmet === null ? [] : [{ path, message: messageOf(path, unmet, searched, base) }]
  })
}

/** The condition on the way to a parameter that nothing can meet; null: it can have an effect. */
function unmetCondition(
  path: string,
  searched: ReadonlyMap<string, Dimension>,
  base: RunParameters
): Condition | null {
  const condition = parameterAt(path)?.condition ?? null
  if (condition === null) return null
  const asked = searched.get(condition.path)
  const isPossible =
    asked === undefined
      ? condition.equals.some((wanted) => isMet(wanted, valueAt(base, condition.path)))
      : condition.equals.some((wanted) => canBe(asked, wanted))
  return isPossible ? unmetCondition(condition.path, searched, base) : condition
}

function messageOf(
  path: string,
  { path: asked, equals }: Condition,
  searched: ReadonlyMap<string, Dimension>,
  base: RunParameters
): string {
  const wanted = equals.map(valueText).join(' or ')
  const value = valueAt(base, asked)
  const isList = Array.isArray(value)
  const state = searched.has(asked)
    ? `${asked} is searched without ${wanted}`
    : `${asked} is ${valueText(value)} in the base`
  const remedy = searched.has(asked)
    ? `Let ${asked} ${isList ? 'hold' : 'be'} ${wanted} too`
    : `Let ${asked} ${isList ? 'hold' : 'be'} ${wanted} in the base, or search it too`
  return `${path} would have no effect: ${state}. ${remedy}, or leave ${path} out.`
}

import type { ParameterValue } from '../parameter.ts'
import { parameterAt } from '../parameters/resolve.ts'
import { valueFault } from '../parameters/value_faults.ts'
import { isMet, type Dimension } from './search_space.ts'
import type { SpaceFault } from './tuning_errors.ts'

/** Dimensions so ordered that each stands behind the one that its condition asks. */
export function inOrder(dimensions: readonly Dimension[], faults: SpaceFault[]): Dimension[] {
  const byPath = new Map(dimensions.map((dimension) => [dimension.path, dimension]))
  for (const { path, when } of dimensions) {
    if (when === null) continue
    const asked = byPath.get(when.path)
    if (asked === undefined) {
      faults.push({
        path: `${path}.when`,
        message: `${path}.when asks ${when.path}, which the space does not search.`,
      })
    } else if (!when.equals.some((value) => canBe(asked, value))) {
      faults.push({
        path: `${path}.when`,
        message: `${path}.when asks ${when.path} for ${JSON.stringify(when.equals)}, none of which it can be.`,
      })
    } else {
      const never = when.equals.filter((value) => !isEver(when.path, value))
      if (never.length === 0) continue
      faults.push({
        path: `${path}.when`,
        message: `${path}.when asks ${when.path} for ${never.map((value) => JSON.stringify(value)).join(', ')}, which it can never be.`,
      })
    }
  }
  const ordered: Dimension[] = []
  const left = new Set(dimensions)
  while (left.size > 0 && faults.length === 0) {
    const ready = [...left].filter(
      ({ when }) => when === null || ordered.some(({ path }) => path === when.path)
    )
    if (ready.length === 0) {
      const circle = [...left].map(({ path }) => path)
      const message = `The conditions of ${circle.join(', ')} go in a circle.`
      faults.push({ path: `${circle[0]}.when`, message })
    }
    for (const dimension of ready) left.delete(dimension)
    ordered.push(...ready)
  }
  return ordered
}

/** Whether a value, or a list that holds it, is one of the catalogue's parameter. */
function isEver(path: string, value: ParameterValue): boolean {
  const parameter = parameterAt(path)
  if (parameter === undefined) return false
  const isItem = parameter.type === 'choices' && typeof value === 'string'
  return valueFault(parameter, isItem ? [value] : value) === null
}

/** Whether a dimension can have a value, or a list that holds it. */
export function canBe(dimension: Dimension, value: ParameterValue): boolean {
  if (dimension.type === 'categorical') {
    return dimension.choices.some((choice) => isMet(value, choice))
  }
  const { low, high, step, log } = dimension
  if (typeof value !== 'number' || value < low || value > high) return false
  if (dimension.type === 'integer' && !Number.isInteger(value)) return false
  if (step === null || log) return true
  // multiples of a step such as 0.1 are rounded
  const steps = (value - low) / step
  return Math.abs(steps - Math.round(steps)) < 1e-9
}

import { InvalidParameter } from '#core/errors'
import type { Strategy, StrategyValues } from '#core/evaluation/benchmarks/strategies'
import { valueFault } from '#core/parameters/value_faults'
import { readValue } from '#core/parameters/value_text'

/**
 * A strategy's values: its defaults, and what is given as text or number over them.
 * @throws E_INVALID_PARAMETER for a name that it does not have or a value out of bounds
 */
export function strategyValues(
  { name, parameters }: Strategy,
  given: Readonly<Record<string, unknown>>
): StrategyValues {
  const unknown = Object.keys(given).find((key) => !parameters.some(({ path }) => path === key))
  if (unknown !== undefined) {
    const names = parameters.map(({ path }) => path).join(', ') || 'none'
    const remedy = `It has ${names}; rules of the account are written as environment.slippageBps.`
    throw new InvalidParameter(unknown, `${name} has no parameter ${unknown}.`, remedy)
  }
  const values = parameters.map((parameter) => {
    const { path } = parameter
    const value = path in given ? readValue(parameter, given[path]) : parameter.default
    const fault = valueFault(parameter, value)
    if (fault !== null) throw new InvalidParameter(path, fault.message, fault.remedy)
    return [path, value as number] as const
  })
  return Object.fromEntries(values)
}

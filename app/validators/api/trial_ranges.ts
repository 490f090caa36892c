import type { Parameter, ParameterValue } from '#core/parameter'
import { CATALOGUE } from '#core/parameters/catalogue'
import { rangeKey, type ParameterRange } from '#core/tuning/analysis/parameter_ranges'
import { canBeSearched } from '#core/tuning/read_search_space'
import { parameterSchema } from '#openapi/parameter_schema'
import { choice, list, optional, shapeOf, type OptionalShape } from '#openapi/shape'
import { RANGE, readRange } from './filters.js'

const SEARCHED = CATALOGUE.filter(canBeSearched)
const NONE = 'none'
const SWITCH = ['true', 'false']

/** What a trial's value of a parameter is to be: a range of numbers, any of some choices, or a whole list. */
function rangeShape(parameter: Parameter): OptionalShape {
  const { label, nullable } = parameter
  switch (parameter.type) {
    case 'float':
    case 'integer': {
      const pattern = nullable ? `^(${NONE}|${RANGE})$` : `^${RANGE}$`
      const or = nullable ? `, or \`${NONE}\`` : ''
      const description = `${label}: \`low..high\`, both included and one of them left out at will${or}.`
      return optional(shapeOf({ type: 'string', pattern, description }))
    }
    case 'boolean':
      return anyOf(parameter, SWITCH)
    case 'choice':
      return anyOf(parameter, parameter.choices)
    default: {
      const { type: _, title: __, default: ___, ...schema } = parameterSchema(parameter)
      const description = `${label}: exactly these, in this order, separated by commas.`
      return optional(shapeOf({ ...schema, type: 'array', description }))
    }
  }
}

function anyOf({ label }: Parameter, choices: readonly string[]): OptionalShape {
  const description = `${label}: any of these, separated by commas.`
  return optional(list(choice('', choices), { min: 1, max: choices.length, description }))
}

/** `in.agent.gamma` for each parameter that a study can search, as the page of a study has it. */
export const trialRanges: Readonly<Record<string, OptionalShape>> = Object.fromEntries(
  SEARCHED.map((parameter) => [rangeKey(parameter.path), rangeShape(parameter)])
)

/** The ranges among the filters of a list of trials, which its schema let through. */
export function rangesIn(filters: Readonly<Record<string, unknown>>): ParameterRange[] {
  return SEARCHED.flatMap((parameter) => {
    const given = filters[rangeKey(parameter.path)]
    return given === undefined ? [] : [rangeOf(parameter, given)]
  })
}

function rangeOf({ path, type }: Parameter, given: unknown): ParameterRange {
  if (typeof given === 'string' && given !== NONE) {
    return { path, kind: 'numbers', ...readRange(given) }
  }
  const isList = type !== 'boolean' && type !== 'choice' && Array.isArray(given)
  const choices = isList ? [given] : [given].flat()
  return { path, kind: 'choices', choices: choices.map((each) => valueOf(type, each)) }
}

function valueOf(type: Parameter['type'], given: unknown): ParameterValue {
  if (given === NONE) return null
  return type === 'boolean' ? given === 'true' : (given as ParameterValue)
}

import type { Parameter } from '../parameter.ts'

/** What is wrong with one value, and what would be right. */
export interface ValueFault {
  readonly path: string
  readonly message: string
  readonly remedy: string
}

/** Holds a value against its parameter's type and bounds; null: it is one of its values. */
export function valueFault(parameter: Parameter, value: unknown): ValueFault | null {
  const rule = brokenRule(parameter, value)
  if (rule === null) return null
  const { path } = parameter
  const message = `${path} is ${shown(value)}, but must be ${rule}${parameter.nullable ? ', or none' : ''}.`
  return { path, message, remedy: `The default is ${shown(parameter.default)}.` }
}

function brokenRule(parameter: Parameter, value: unknown): string | null {
  if (value === null) return parameter.nullable ? null : ruleOf(parameter)
  return isWithin(parameter, value) ? null : ruleOf(parameter)
}

function isWithin(parameter: Parameter, value: unknown): boolean {
  switch (parameter.type) {
    case 'float':
      return isBounded(value, parameter) && !(parameter.exclusiveMin && value === parameter.min)
    case 'integer':
      return isBounded(value, parameter) && Number.isInteger(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'choice':
      return parameter.choices.includes(value as string)
    case 'choices':
      return (
        isList(value) &&
        value.length >= parameter.minLength &&
        new Set(value).size === value.length &&
        value.every((item) => parameter.choices.includes(item as string))
      )
    case 'integers':
      return isListWithin(value, parameter) && value.every(Number.isInteger)
    case 'floats':
      return isListWithin(value, parameter)
    case 'text':
      return typeof value === 'string' && [...value].length <= parameter.maxLength
  }
}

interface Bounds {
  readonly min: number
  readonly max: number
}

function isBounded(value: unknown, { min, max }: Bounds): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value)
}

function isListWithin(
  value: unknown,
  bounds: Bounds & { readonly minLength: number; readonly maxLength: number }
): value is number[] {
  if (!isList(value) || value.length < bounds.minLength || value.length > bounds.maxLength)
    return false
  return value.every((item) => isBounded(item, bounds))
}

/** The words of a parameter's bounds, for its hint too. */
export function ruleOf(parameter: Parameter): string {
  switch (parameter.type) {
    case 'float': {
      const least = parameter.exclusiveMin
        ? `over ${parameter.min} and at most`
        : `from ${parameter.min} to`
      return `a number ${least} ${parameter.max}`
    }
    case 'integer':
      return `an integer from ${parameter.min} to ${parameter.max}`
    case 'boolean':
      return 'on or off'
    case 'choice':
      return `one of ${parameter.choices.join(', ')}`
    case 'choices':
      return `at least ${parameter.minLength} of ${parameter.choices.join(', ')}, each once`
    case 'integers':
      return `${parameter.minLength} to ${parameter.maxLength} integers from ${parameter.min} to ${parameter.max}`
    case 'floats':
      return `${parameter.minLength} to ${parameter.maxLength} numbers from ${parameter.min} to ${parameter.max}`
    case 'text':
      return `a text of at most ${parameter.maxLength} characters`
  }
}

function shown(value: unknown): string {
  if (value === null) return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'empty' : value.join(', ')
  if (typeof value === 'string') return `"${value}"`
  return String(value)
}

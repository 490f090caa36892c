import type { Parameter, ParameterValue } from '../parameter.ts'

/** A value as forms and commands write it: `none`, `on`, `64, 64`, `0.0001`. */
export function valueText(value: ParameterValue): string {
  if (value === null) return 'none'
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  if (typeof value === 'object') return value.join(', ')
  return String(value)
}

/**
 * Reads a value that a form or `--set path=value` gave as text; other values are taken as they are.
 * Gives the text itself where it is none of the parameter's kind: the checks name it.
 */
export function readValue(parameter: Parameter, given: unknown): unknown {
  if (typeof given !== 'string') return given
  const text = given.trim()
  if (parameter.nullable && (text === '' || text.toLowerCase() === 'none')) return null
  switch (parameter.type) {
    case 'float':
    case 'integer':
      return numberOr(text, given)
    case 'boolean':
      return BOOLEANS[text.toLowerCase()] ?? given
    case 'integers':
    case 'floats':
      return listOf(text).map((part) => numberOr(part, part))
    case 'choices':
      return listOf(text)
    case 'choice':
    case 'text':
      return text
  }
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  on: true,
  true: true,
  yes: true,
  1: true,
  off: false,
  false: false,
  no: false,
  0: false,
}

/** `64,64`, `64 64` and `64x64` are two values. */
function listOf(text: string): string[] {
  const inner = text.replace(/^\[|\]$/g, '')
  const separated = /^\d+(x\d+)+$/.test(inner) ? inner.split('x') : inner.split(/[\s,;]+/)
  return separated.filter((part) => part !== '')
}

function numberOr<T>(text: string, otherwise: T): number | T {
  const value = Number(text.replace('−', '-'))
  return text === '' || Number.isNaN(value) ? otherwise : value
}

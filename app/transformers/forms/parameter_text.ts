import type { Parameter, ParameterValue } from '#core/parameter'

/** Shortest decimal notation without exponent and groups, as a field holds it. */
function numberText(value: number): string {
  const text = String(value)
  if (!text.includes('e')) return text
  return value.toFixed(12).replace(/\.?0+$/, '')
}

/** 1,000,000: for people to read; fields hold `textOf`. */
export function readableNumber(value: number): string {
  const [whole = '', fraction] = numberText(value).split('.')
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? groups : `${groups}.${fraction}`
}

/** A value as the text of its form field: `none` is empty, a list is `128, 128`. */
export function textOf(value: ParameterValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'object') {
    return value.map((each) => (typeof each === 'number' ? numberText(each) : each)).join(', ')
  }
  return String(value)
}

/** Reads a number as people write it: groups and a true minus are allowed. NaN when it is none. */
function numberOf(text: string): number {
  const plain = text.replaceAll('−', '-').replace(/(?<=\d)[,\s](?=\d{3}(\D|$))/g, '')
  return plain.trim() === '' ? Number.NaN : Number(plain)
}

/**
 * The value that a field's text stands for. What cannot be read stays text, so that the catalogue's
 * own check names it with its bound.
 */
export function valueOf(parameter: Parameter, text: string | readonly string[]): unknown {
  if (parameter.type === 'choices') return typeof text === 'string' ? [text] : [...text]
  const given = (typeof text === 'string' ? text : (text.at(-1) ?? '')).trim()
  if (given === '' && parameter.nullable) return null
  switch (parameter.type) {
    case 'boolean':
      return given === 'true' ? true : given === 'false' ? false : given
    case 'float':
    case 'integer':
      return readable(numberOf(given), given)
    case 'floats':
    case 'integers':
      return given.split(/[;,\s]+/).map((part) => readable(Number(part.replaceAll('−', '-')), part))
    default:
      return given
  }
}

function readable(number: number, text: string): number | string {
  return Number.isNaN(number) ? text : number
}

import type { ParameterValue } from '#core/parameter'

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

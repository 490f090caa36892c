import { CATALOGUE, PARAMETER_GROUPS } from '#core/parameters/catalogue'
import type { Parameter } from '#core/parameter'
import { boundsOf } from '#transformers/forms/parameter_field'
import { readableNumber, textOf } from '#transformers/forms/parameter_text'

export interface ParameterRow {
  readonly path: string
  readonly label: string
  readonly hint: string
  readonly standard: string
  /** Bounds, choices, or empty. */
  readonly allowed: string
  readonly source: string
}

function allowedOf(parameter: Parameter): string {
  if ('choices' in parameter) return parameter.choices.join(', ')
  if (parameter.type === 'boolean') return 'true, false'
  const bounds = boundsOf(parameter)
  return parameter.nullable && bounds ? `${bounds}, or none` : bounds
}

function standardOf({ default: value, unit }: Parameter): string {
  if (value === null) return 'none'
  const text = typeof value === 'number' ? readableNumber(value) : textOf(value)
  return unit ? `${text} ${unit}` : text
}

/** The parameter tables of the help, by group, straight from the catalogue. */
export function parameterTables() {
  return PARAMETER_GROUPS.map(({ group, label }) => ({
    label,
    rows: CATALOGUE.filter(({ path }) => path.startsWith(`${group}.`)).map(
      (parameter): ParameterRow => ({
        path: parameter.path,
        label: parameter.label,
        hint: parameter.hint,
        standard: standardOf(parameter),
        allowed: allowedOf(parameter),
        source: parameter.source ?? '',
      })
    ),
  }))
}

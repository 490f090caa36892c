import type { Parameter, ParameterValue } from '#core/parameter'
import { choiceWord } from '#transformers/forms/choice_words'
import { readableNumber, textOf } from '#transformers/forms/parameter_text'

export interface FieldOption {
  readonly value: string
  readonly label: string
  readonly chosen: boolean
  /** Whether the preset chooses it. */
  readonly preset: boolean
}

/** One parameter as a field of the launch form. */
export interface ParameterField {
  readonly id: string
  readonly path: string
  /** `set[agent][gamma]`: the framework reads dots of a name as nesting. */
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly unit: string | null
  readonly kind: 'text' | 'select' | 'switch' | 'members'
  readonly text: string
  readonly presetText: string
  readonly placeholder: string
  readonly options: readonly FieldOption[]
  /** Shown only while the parameter at `path` has one of the values. */
  readonly only: { readonly path: string; readonly values: string } | null
  readonly changed: boolean
  readonly error: string | null
}

/** Bounds of a numeric parameter in words, or empty. */
export function boundsOf(parameter: Parameter): string {
  if (!('min' in parameter)) return ''
  const { min, max } = parameter
  const exclusive = 'exclusiveMin' in parameter && parameter.exclusiveMin
  return `${exclusive ? 'over ' : ''}${readableNumber(min)} to ${readableNumber(max)}`
}

function kindOf(parameter: Parameter): ParameterField['kind'] {
  if (parameter.type === 'boolean') return 'switch'
  if (parameter.type === 'choice') return 'select'
  return parameter.type === 'choices' ? 'members' : 'text'
}

function optionsOf(parameter: Parameter, value: ParameterValue, preset: ParameterValue) {
  if (parameter.type !== 'choice' && parameter.type !== 'choices') return []
  const has = (held: ParameterValue, choice: string) =>
    Array.isArray(held) ? held.includes(choice as never) : held === choice
  return parameter.choices.map((choice) => ({
    value: choice,
    label: choiceWord(parameter.path, choice),
    chosen: has(value, choice),
    preset: has(preset, choice),
  }))
}

/** `value` may be text that could not be read: it is shown again as it was typed. */
export function parameterField(
  parameter: Parameter,
  value: ParameterValue,
  preset: ParameterValue,
  error: string | null
): ParameterField {
  const { path, label, unit, condition } = parameter
  const bounds = boundsOf(parameter)
  return {
    id: `p-${path.replace('.', '-')}`,
    path,
    name: `set[${path.replace('.', '][')}]`,
    label,
    hint: bounds
      ? `${parameter.hint} ${bounds[0]!.toUpperCase()}${bounds.slice(1)}`
      : parameter.hint,
    unit,
    kind: kindOf(parameter),
    text: textOf(value),
    presetText: textOf(preset),
    placeholder: parameter.nullable ? 'none' : '',
    options: optionsOf(parameter, value, preset),
    only: condition && { path: condition.path, values: condition.equals.map(String).join('|') },
    changed: textOf(value) !== textOf(preset),
    error,
  }
}

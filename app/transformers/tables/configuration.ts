import { CATALOGUE, PARAMETER_GROUPS } from '#core/parameters/catalogue'
import type { ParameterValue } from '#core/parameter'
import { textOf } from '#transformers/forms/parameter_text'

type Parameters = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** A value as people read it: `none`, `on`, `128, 128`. */
export function writtenValue(value: ParameterValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return textOf(value) || 'none'
}

export function writtenChanges(
  changes: readonly { path: string; before: ParameterValue; now: ParameterValue }[]
) {
  return changes.map(({ path, before, now }) => ({
    path,
    before: writtenValue(before),
    now: writtenValue(now),
  }))
}

/** Every parameter of a run by group, the changed ones marked. */
export function allParameters(parameters: Parameters) {
  return PARAMETER_GROUPS.map(({ group, label }) => ({
    label,
    rows: CATALOGUE.filter(({ path }) => path.startsWith(`${group}.`)).map((parameter) => {
      const key = parameter.path.slice(group.length + 1)
      const value = (parameters[group]?.[key] ?? null) as ParameterValue
      const now = writtenValue(value)
      const standard = writtenValue(parameter.default)
      return {
        path: parameter.path,
        label: parameter.label,
        hint: parameter.hint,
        now,
        standard,
        changed: now !== standard,
      }
    }),
  }))
}

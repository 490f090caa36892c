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

/**
 * Parameters of a run by group, those marked that differ from `standard` (null: from the catalogue's
 * defaults); `onlyChanged` leaves the others out.
 */
export function allParameters(
  parameters: Parameters,
  standard: Parameters | null = null,
  onlyChanged = false
) {
  const groups = PARAMETER_GROUPS.map(({ group, label }) => ({
    label,
    rows: CATALOGUE.filter(({ path }) => path.startsWith(`${group}.`)).map((parameter) => {
      const key = parameter.path.slice(group.length + 1)
      const valueIn = (of: Parameters) => (of[group]?.[key] ?? null) as ParameterValue
      const now = writtenValue(valueIn(parameters))
      const usual = writtenValue(standard === null ? parameter.default : valueIn(standard))
      return {
        path: parameter.path,
        label: parameter.label,
        hint: parameter.hint,
        now,
        standard: usual,
        changed: now !== usual,
      }
    }),
  }))
  if (!onlyChanged) return groups
  return groups
    .map((group) => ({ ...group, rows: group.rows.filter(({ changed }) => changed) }))
    .filter(({ rows }) => rows.length > 0)
}

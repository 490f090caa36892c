import { CATALOGUE, PARAMETER_GROUPS } from '#core/parameters/catalogue'
import type { ParameterValue } from '#core/parameter'
import type { Compared } from '#services/pages/compare/compared'
import { writtenValue } from '#transformers/tables/configuration'

export interface ComparedParameter {
  readonly path: string
  readonly label: string
  readonly values: readonly string[]
  readonly differs: boolean
}

export interface ComparedGroup {
  readonly label: string
  readonly rows: readonly ComparedParameter[]
}

/** Parameters of all that are compared by group; `onlyDifferent` leaves equal ones out. */
export function parameterComparison(
  compared: readonly Pick<Compared, 'parameters'>[],
  onlyDifferent: boolean
): ComparedGroup[] {
  const groups = PARAMETER_GROUPS.map(({ group, label }) => ({
    label,
    rows: CATALOGUE.filter(({ path }) => path.startsWith(`${group}.`))
      .map(({ path, label: name }) => {
        const key = path.slice(group.length + 1)
        const values = compared.map(({ parameters }) =>
          writtenValue((parameters[group]?.[key] ?? null) as ParameterValue)
        )
        return { path, label: name, values, differs: new Set(values).size > 1 }
      })
      .filter(({ differs }) => differs || !onlyDifferent),
  }))
  return groups.filter(({ rows }) => rows.length > 0)
}

import { coordinate } from '#core/tuning/analysis/axis_places'
import {
  groupEffect,
  rankCorrelation,
  type Correlation,
} from '#core/tuning/analysis/rank_correlation'
import { parameterLabel } from '#core/parameters/parameter_label'
import { inOwnUnit, type DrawnStudy } from '#transformers/charts/study/drawn_study'

export interface ImportanceRow {
  readonly path: string
  readonly label: string
  /** Permutation importance as a share of the sum. */
  readonly share: number
  /** Rank correlation with the objective; null for choices. */
  readonly rho: Correlation | null
  /** Share of the ranks' variance that the choices explain; null for numbers. */
  readonly eta: number | null
}

export interface ImportanceTable {
  readonly rows: readonly ImportanceRow[]
  /** Share of the variance that the forest predicts of trials it has not seen. */
  readonly explained: number | null
  readonly reason: string | null
}

/** Importance and rank correlation of each parameter, beside each other. */
export function importanceRows(study: DrawnStudy): ImportanceTable {
  const { plan, analysis } = study
  const { importance, reason } = analysis.importance
  if (importance === null) return { rows: [], explained: null, reason }
  const own = inOwnUnit(study)
  const y = analysis.judged.map(({ value }) => own(value))
  const rows = importance.parameters.map(({ path, share }): ImportanceRow => {
    const dimension = plan.space.dimensions.find((each) => each.path === path)
    const x = analysis.judged.map(({ values }) =>
      dimension ? coordinate(dimension, values[path]) : null
    )
    const isNumber = dimension?.type !== 'categorical'
    return {
      path,
      label: parameterLabel(path),
      share,
      rho: isNumber ? rankCorrelation(x, y) : null,
      eta: isNumber ? null : effectOfChoices(x, y),
    }
  })
  return { rows, explained: importance.explained, reason: null }
}

function effectOfChoices(x: readonly (number | null)[], y: readonly number[]): number | null {
  const both = x.flatMap((group, i) => (group === null ? [] : [{ group, value: y[i] }]))
  return groupEffect(
    both.map(({ value }) => value),
    both.map(({ group }) => group)
  )
}

import { coordinate } from '#core/tuning/analysis/axis_places'
import { correlationMatrix, type Correlation } from '#core/tuning/analysis/rank_correlation'
import { parameterLabel } from '#core/parameters/parameter_label'
import {
  inOwnUnit,
  ratioText,
  shade,
  type DrawnStudy,
} from '#transformers/charts/study/drawn_study'

export interface CorrelationTable {
  /** Paths, and last `objective`. */
  readonly names: readonly string[]
  readonly labels: readonly string[]
  readonly rows: readonly (readonly CorrelationCell[])[]
}

interface CorrelationCell {
  readonly correlation: Correlation | null
  readonly text: string
  /** Why there is none, or its interval. */
  readonly title: string
  readonly heat: string
}

/** Spearman's rho between all numeric parameters and the objective. */
export function correlationTable(study: DrawnStudy): CorrelationTable {
  const { plan, analysis } = study
  const own = inOwnUnit(study)
  const numbers = plan.space.dimensions.filter(({ type }) => type !== 'categorical')
  const columns = [
    ...numbers.map((dimension) =>
      analysis.judged.map(({ values }) => coordinate(dimension, values[dimension.path]))
    ),
    analysis.judged.map(({ value }) => own(value)),
  ]
  return {
    names: [...numbers.map(({ path }) => path), 'objective'],
    labels: [...numbers.map(({ path }) => parameterLabel(path)), 'Objective'],
    rows: correlationMatrix(columns).map((row) => row.map(cellOf)),
  }
}

function cellOf(correlation: Correlation | null): CorrelationCell {
  if (correlation === null) {
    const title = 'Fewer than 4 trials have both, or one of them never changes.'
    return { correlation, text: '–', title, heat: '' }
  }
  const { rho, low, high, pairs } = correlation
  return {
    correlation,
    text: ratioText(rho),
    title: `${intervalText(low, high)}, ${pairs} trials`,
    heat: shade(rho),
  }
}

function intervalText(low: number | null, high: number | null): string {
  return low === null || high === null
    ? 'No interval: all ranks agree'
    : `95 % interval ${ratioText(low)} to ${ratioText(high)}`
}

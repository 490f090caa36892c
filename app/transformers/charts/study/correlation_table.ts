import { coordinate } from '#core/tuning/analysis/axis_places'
import { correlationMatrix, type Correlation } from '#core/tuning/analysis/rank_correlation'
import { parameterLabel } from '#core/parameters/parameter_label'
import {
  inOwnUnit,
  ratioText,
  shade,
  type DrawnStudy,
} from '#transformers/charts/study/drawn_study'
import { counted, UNDEFINED } from '../../../../resources/format/numbers.ts'

export interface CorrelationTable {
  /** Paths, and last `objective`. */
  readonly names: readonly string[]
  readonly labels: readonly string[]
  readonly rows: readonly (readonly CorrelationCell[])[]
}

interface CorrelationCell {
  readonly correlation: Correlation | null
  readonly text: string
  /** Its 95 % interval, and of how many trials; empty where there is none. */
  readonly interval: string
  readonly trials: string
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
    return { correlation, text: UNDEFINED, interval: '', trials: '', heat: '' }
  }
  const { rho, low, high, pairs } = correlation
  return {
    correlation,
    text: ratioText(rho),
    interval: low === null || high === null ? '' : `${ratioText(low)} to ${ratioText(high)}`,
    trials: counted(pairs, 'trial'),
    heat: shade(rho),
  }
}

import { valueText } from '#core/parameters/value_text'
import { sliceOf } from '#core/tuning/analysis/slice'
import type { Dimension } from '#core/tuning/search_space'
import { parameterLabel } from '#core/parameters/parameter_label'
import { inOwnUnit, trialMarks, type DrawnStudy } from '#transformers/charts/study/drawn_study'
import type { ChartSpec, NumberAxis } from '#transformers/charts/chart_spec'

export interface SliceFigure {
  readonly id: string
  readonly path: string
  readonly label: string
  readonly spec: ChartSpec
}

/** The objective against each parameter. */
export function sliceFigures(study: DrawnStudy): SliceFigure[] {
  return study.plan.space.dimensions.map((dimension) => sliceFigure(study, dimension))
}

function sliceFigure(study: DrawnStudy, dimension: Dimension): SliceFigure {
  const own = inOwnUnit(study)
  const { path, x, y, trials } = sliceOf(dimension, study.analysis.scored)
  const isLog = dimension.type !== 'categorical' && dimension.log
  const marks = x.map((at, i) => ({
    x: isLog ? Math.log10(at) : at,
    y: own(y[i]),
    trial: trials[i],
  }))
  const label = parameterLabel(path)
  const series = trialMarks(study, { key: 'trial', label, color: 'c1' }, marks)
  return {
    id: `slice-${path.replace('.', '-')}`,
    path,
    label,
    spec: {
      x: axisOf(dimension, label, series.x ?? []),
      panes: [
        { key: 'value', label: 'Objective', format: 'plain', height: 'h150', series: [series] },
      ],
    },
  }
}

function axisOf(dimension: Dimension, label: string, x: readonly number[]): NumberAxis {
  if (dimension.type === 'categorical') {
    return {
      kind: 'number',
      label,
      values: dimension.choices.map((_, k) => k),
      labelled: true,
      names: dimension.choices.map((choice) => valueText(choice)),
      min: -0.5,
      max: dimension.choices.length - 0.5,
    }
  }
  const format = dimension.log ? ('power_of_ten' as const) : ('plain' as const)
  return { kind: 'number', label, values: x, format }
}

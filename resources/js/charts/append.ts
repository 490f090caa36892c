import type {
  ChartAppend,
  ChartSeries,
  ChartSpec,
} from '../../../app/transformers/charts/chart_spec.ts'

type Added = ChartAppend['series'][string]

function longer(series: ChartSeries, added: Added, x: readonly number[]): ChartSeries {
  const own = [...(series.x ?? x), ...added.x]
  if (series.kind === 'band' || series.kind === 'ranges') {
    return {
      ...series,
      x: own,
      low: [...series.low, ...(added.low ?? [])],
      high: [...series.high, ...(added.high ?? [])],
    }
  }
  if (series.kind === 'line' || series.kind === 'points' || series.kind === 'bars') {
    return { ...series, x: own, y: [...series.y, ...(added.y ?? [])] }
  }
  return series
}

/** The spec with the new points at the ends of the series they name. */
export function appended(spec: ChartSpec, points: ChartAppend): ChartSpec {
  return {
    ...spec,
    panes: spec.panes.map((pane) => ({
      ...pane,
      series: pane.series.map((series) => {
        const added = points.series[series.key]
        return added ? longer(series, added, spec.x.values) : series
      }),
    })),
  }
}

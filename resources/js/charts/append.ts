import type {
  ChartAppend,
  ChartSeries,
  ChartSpec,
} from '../../../app/transformers/charts/chart_spec.ts'

type Added = ChartAppend['series'][string]

/** What of the points is beyond the last one drawn: who was cut off is told some of them again. */
function beyond(last: number, { x, y, low, high }: Added): Added {
  const first = x.findIndex((each) => each > last)
  const from = first === -1 ? x.length : first
  return {
    x: x.slice(from),
    ...(y ? { y: y.slice(from) } : {}),
    ...(low ? { low: low.slice(from) } : {}),
    ...(high ? { high: high.slice(from) } : {}),
  }
}

function longer(series: ChartSeries, told: Added, x: readonly number[]): ChartSeries {
  const drawn = series.x ?? x
  const added = beyond(drawn.at(-1) ?? -Infinity, told)
  const own = [...drawn, ...added.x]
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

import type {
  ChartSeries,
  ChartSpec,
  MarkSeries,
  Pane,
} from '../../../app/transformers/charts/chart_spec.ts'
import { axisText } from '../../format/figures.ts'
import { UNDEFINED } from '../../format/numbers.ts'
import { barTime } from '../../format/times.ts'
import { xOf } from './datasets.ts'
import type { ChartFigure } from './figure.ts'
import { paneText } from './pane_text.ts'

/** Index of the last x at or before `at`; -1 when all are after it. */
export function indexAt(x: readonly number[], at: number): number {
  let low = 0
  let high = x.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (x[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

function valueText(series: ChartSeries, pane: Pane, spec: ChartSpec, at: number): string {
  const i = indexAt(xOf(series, spec), at)
  const write = (value: number | null | undefined) => paneText(pane, value, spec.currency ?? null)
  if (series.kind === 'marks') return textsAt(series, spec, at).join('; ')
  if (i < 0) return UNDEFINED
  switch (series.kind) {
    case 'words':
      return series.texts[i] ?? ''
    case 'band':
    case 'ranges':
      return `${write(series.low[i])} to ${write(series.high[i])}`
    case 'candles':
      return ['open', 'high', 'low', 'close']
        .map((part) => write(series[part as 'open' | 'high' | 'low' | 'close'][i]))
        .join(' · ')
    default:
      return write(series.y[i])
  }
}

/** Of the marks within the point that stands at x. */
function textsAt({ x, texts }: MarkSeries, spec: ChartSpec, at: number): string[] {
  const reach = spec.x.kind === 'bars' ? (spec.x.barsPerPoint - 1) / 2 : 0
  return texts.filter((_, k) => Math.abs(x[k]! - at) <= reach)
}

/** x in words: the bar's time or the number. */
export function xText(spec: ChartSpec, at: number): string {
  const { x } = spec
  if (x.kind === 'number') return `${x.label} ${axisText(x, at)}`
  const i = Math.max(0, indexAt(x.values, at))
  return x.times.length === 0 ? '' : barTime(x.times[i], x.interval)
}

/** Writes into the legend what every series is at the crosshair, else at its last point. */
export function showValues({ element, spec, position, range }: ChartFigure): void {
  const { hover, selected } = position
  const inSight = selected !== null && selected >= range.from && selected <= range.to
  const at = hover ?? (inSight ? selected : null)
  const head = element.querySelector('[data-at]')
  if (head) head.textContent = at === null ? '' : xText(spec, at)
  for (const pane of spec.panes) {
    for (const series of pane.series) {
      const output = element.querySelector(`[data-value="${CSS.escape(series.key)}"]`)
      if (!output) continue
      const last = xOf(series, spec).at(-1)
      // the last of marks, words and points that lie in rows says nothing
      const isQuiet = ['marks', 'words'].includes(series.kind) || pane.names !== undefined
      const quiet = isQuiet && at === null
      output.textContent = quiet ? '' : valueText(series, pane, spec, at ?? last ?? 0)
    }
  }
}

/** One sentence of all values at x, for the polite announcement after a key press. */
export function spokenValues(spec: ChartSpec, at: number): string {
  const parts = spec.panes
    .filter((pane) => !pane.overview)
    .flatMap((pane) =>
      pane.series.map((series) => {
        const text = valueText(series, pane, spec, at)
        return text === '' ? '' : `${series.label} ${text}`
      })
    )
  return `${xText(spec, at)}: ${parts.filter(Boolean).join(', ')}`
}

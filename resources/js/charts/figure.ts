import type { ChartConfiguration } from 'chart.js'
import type { ChartAppend, ChartSpec, Pane } from '../../../app/transformers/charts/chart_spec.ts'
import { valueAxis, xAxis } from './axes.ts'
import { appended } from './append.ts'
import { Chart, setChartDefaults } from './chart_js.ts'
import { datasetsOf } from './datasets.ts'
import { showValues } from './legend_values.ts'
import type { Mark } from './mark_walk.ts'
import { crosshair, levelsAndMoments, lineEnds, type Position, type Span } from './overlays.ts'
import { overviewWindow } from './overview_window.ts'
import { extentOf, type Range } from './range.ts'

interface Drawn {
  readonly pane: Pane
  readonly chart: Chart
  readonly labelled: boolean
}

/** A `<figure data-figure>`: its spec, one chart for each pane, a shared x range and crosshair. */
export class ChartFigure {
  spec: ChartSpec
  range: Range
  readonly position: Position
  readonly element: HTMLElement
  #drawn: Drawn[] = []

  constructor(element: HTMLElement) {
    this.element = element
    this.spec = JSON.parse(element.querySelector('script[type="application/json"]')!.textContent)
    this.range = extentOf(this.spec)
    const { selected, span } = element.dataset
    this.position = {
      hover: null,
      selected: selected === undefined ? null : Number(selected),
      mark: null,
      span: span === undefined ? null : (JSON.parse(span) as Span),
    }
  }

  /** The chart drawn on a canvas of this figure. */
  chartOf(canvas: HTMLCanvasElement): Chart | undefined {
    return this.#drawn.find(({ chart }) => chart.canvas === canvas)?.chart
  }

  draw(): void {
    this.destroy()
    setChartDefaults()
    const labelled = lastLabelled(this.spec.panes)
    this.#drawn = this.spec.panes.flatMap((pane, i) => {
      const canvas = canvasOf(this.element, pane)
      if (!canvas) return []
      const chart = new Chart(canvas, this.#configuration(pane, i === labelled))
      return [{ pane, chart, labelled: i === labelled }]
    })
    showValues(this)
  }

  destroy(): void {
    for (const { chart } of this.#drawn) chart.destroy()
    this.#drawn = []
  }

  #configuration(pane: Pane, labelled: boolean): ChartConfiguration {
    const plugins = [levelsAndMoments(pane), lineEnds(pane)]
    plugins.push(pane.overview ? overviewWindow(this) : crosshair(this, pane))
    return {
      type: 'line',
      data: { datasets: pane.series.flatMap((series) => datasetsOf(series, this.spec)) },
      plugins,
      options: {
        events: [],
        // panes of one figure must share their left and right edges
        layout: {
          autoPadding: false,
          padding: { top: 4, bottom: 2, right: this.spec.side === 'right' ? 0 : 20 },
        },
        scales: {
          x: this.#xAxis(pane, labelled) as never,
          y: valueAxis(pane, this.spec) as never,
        },
        plugins: {
          legend: { display: false },
          tooltip: { enabled: false },
          zoom: {
            zoom: {
              drag: { enabled: !pane.overview, threshold: 8 },
              mode: 'x',
              onZoomComplete: ({ chart }) => this.#adopt(chart),
            },
          },
        },
      },
    }
  }

  #xAxis(pane: Pane, labelled: boolean) {
    if (!pane.overview) return xAxis(this.spec, { ...this.range, labelled })
    const { x } = this.spec
    const whole = x.kind === 'bars' && x.whole ? { ...x, ...x.whole } : x
    return xAxis({ ...this.spec, x: whole }, { ...extentOf(this.spec), labelled: true })
  }

  /** A drag across one pane becomes the range of all. */
  #adopt(chart: Chart): void {
    const { min, max } = chart.scales['x']!
    this.setRange({ from: min, to: max })
  }

  /** Shows bars or values `from` to `to` of x in all panes and tells listeners. */
  setRange(range: Range): void {
    this.range = range
    for (const { pane, chart, labelled } of this.#drawn) {
      chart.options.scales!['x'] = this.#xAxis(pane, labelled) as never
      chart.update('none')
    }
    showValues(this)
    this.#tell('figure:range', range)
  }

  resetRange(): void {
    this.setRange(extentOf(this.spec))
  }

  /** Puts the crosshair at x, or takes it away. */
  hover(x: number | null): void {
    if (x === this.position.hover) return
    this.position.hover = x
    this.redrawOverlays()
    showValues(this)
    this.#tell('figure:hover', x)
  }

  /** Rings a mark, or none. */
  mark(mark: Mark | null): void {
    if (mark === this.position.mark) return
    this.position.mark = mark
    this.redrawOverlays()
  }

  /** Selects x, or nothing, and tells listeners. */
  select(x: number | null): void {
    this.point(x, null)
    this.#tell('figure:select', x)
  }

  /** Shows x as selected, and a span as chosen with it. */
  point(x: number | null, span: Span | null): void {
    this.position.selected = x
    this.position.span = span
    this.redrawOverlays()
    showValues(this)
  }

  redrawOverlays(): void {
    for (const { chart } of this.#drawn) chart.draw()
  }

  /** Other bars of the same series, or new data. */
  replace(spec: ChartSpec): void {
    this.spec = spec
    this.draw()
  }

  append(points: ChartAppend): void {
    this.renew(appended(this.spec, points))
  }

  /** Newer numbers of the same: a window that shows all of x still does, another stays where it is. */
  renew(spec: ChartSpec): void {
    const whole = extentOf(this.spec)
    const followed = this.range.from === whole.from && this.range.to === whole.to
    this.spec = spec
    if (followed) this.range = extentOf(spec)
    this.draw()
    this.#tell('figure:data', null)
  }

  #tell(name: string, detail: Range | number | null): void {
    this.element.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }))
  }
}

function canvasOf(element: HTMLElement, pane: Pane): HTMLCanvasElement | null {
  return element.querySelector(`canvas[data-pane="${CSS.escape(pane.key)}"]`)
}

/** Only the lowest pane that is not the overview writes the labels of x. */
function lastLabelled(panes: readonly Pane[]): number {
  return panes.findLastIndex((pane) => !pane.overview)
}

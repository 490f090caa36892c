import type { ChartAppend, ChartSeries, ChartSpec } from '#transformers/charts/chart_spec'

type Added = ChartAppend['series'][string]

function since(series: ChartSeries, spec: ChartSpec, last: number): Added | null {
  const x = series.x ?? spec.x.values
  const from = x.findIndex((each) => each > last)
  if (from === -1) return null
  const added = { x: x.slice(from) }
  if (series.kind === 'band') {
    return { ...added, low: series.low.slice(from), high: series.high.slice(from) }
  }
  return 'y' in series ? { ...added, y: series.y.slice(from) } : null
}

/** What live charts have to add: the points of each series beyond those that were told before. */
export class ChartAppends {
  readonly #last = new Map<string, number>()
  readonly #drawnUntil: number

  /** @param drawnUntil the last episode that the page was drawn with */
  constructor(drawnUntil: number) {
    this.#drawnUntil = drawnUntil
  }

  /** One that has told the same, and goes on by itself. */
  copy(): ChartAppends {
    const copied = new ChartAppends(this.#drawnUntil)
    for (const [key, x] of this.#last) copied.#last.set(key, x)
    return copied
  }

  of(charts: Readonly<Record<string, ChartSpec>>): ChartAppend[] {
    return Object.entries(charts).flatMap(([figure, spec]) => {
      const series = this.#added(figure, spec)
      return Object.keys(series).length === 0 ? [] : [{ figure, series }]
    })
  }

  #added(figure: string, spec: ChartSpec): Record<string, Added> {
    const out: Record<string, Added> = {}
    for (const series of spec.panes.flatMap((pane) => pane.series)) {
      const key = `${figure} ${series.key}`
      const added = since(series, spec, this.#last.get(key) ?? this.#drawnUntil)
      if (!added) continue
      this.#last.set(key, added.x.at(-1)!)
      out[series.key] = added
    }
    return out
  }
}

import type {
  ChartSeries,
  ChartSpec,
  MarkSeries,
  Pane,
} from '../../../app/transformers/charts/chart_spec.ts'
import { formatNumber } from '../../format/figures.ts'
import { csvLines } from '../../format/csv.ts'
import { barTime } from '../../format/times.ts'
import { xOf } from './datasets.ts'

interface Column {
  readonly head: string
  readonly pane: Pane
  /** x to value. */
  readonly values: ReadonlyMap<number, number | string | null>
}

function column(head: string, pane: Pane, x: readonly number[], y: readonly unknown[]): Column {
  return {
    head,
    pane,
    values: new Map(x.map((at, i) => [at, (y[i] ?? null) as number | string | null])),
  }
}

function columnsOf(series: ChartSeries, pane: Pane, spec: ChartSpec): Column[] {
  const x = xOf(series, spec)
  switch (series.kind) {
    case 'band':
    case 'ranges':
      return [
        column(`${series.label}, low`, pane, x, series.low),
        column(`${series.label}, high`, pane, x, series.high),
      ]
    case 'candles':
      return (['open', 'high', 'low', 'close'] as const).map((part) =>
        column(part[0]?.toUpperCase() + part.slice(1), pane, x, series[part])
      )
    case 'marks':
      return series.x.length === 0 ? [] : [column(series.label, pane, ...together(series))]
    default:
      return [column(series.label, pane, x, series.y)]
  }
}

/** Texts of marks at one x in one cell. */
function together({ x, texts }: MarkSeries): [number[], string[]] {
  const cells = new Map<number, string>()
  x.forEach((at, i) => {
    const before = cells.get(at)
    cells.set(at, before === undefined ? texts[i]! : `${before}; ${texts[i]}`)
  })
  return [[...cells.keys()], [...cells.values()]]
}

/** Every number that a figure draws, as rows by x. */
export class FigureTable {
  readonly columns: readonly Column[]
  readonly rows: readonly number[]
  readonly spec: ChartSpec

  constructor(spec: ChartSpec) {
    this.spec = spec
    this.columns = spec.panes.flatMap((pane) =>
      pane.series.flatMap((series) => columnsOf(series, pane, spec))
    )
    const all = new Set(this.columns.flatMap((each) => [...each.values.keys()]))
    this.rows = [...all].sort((a, b) => a - b)
  }

  /** The x of a row in words: a bar's time, else the number. */
  rowHead(x: number): string {
    const axis = this.spec.x
    if (axis.kind === 'number') return formatNumber(x, axis.format ?? 'whole', null)
    const at = axis.values.findIndex((value) => value >= x)
    return barTime(axis.times[at === -1 ? axis.times.length - 1 : at], axis.interval)
  }

  toElement(caption: string): HTMLTableElement {
    const table = document.createElement('table')
    table.className = 'compact'
    table.createCaption().textContent = caption
    const head = table.createTHead().insertRow()
    for (const text of [this.spec.x.label, ...this.columns.map((each) => each.head)]) {
      const cell = document.createElement('th')
      cell.scope = 'col'
      cell.className = 'num'
      cell.textContent = text
      head.append(cell)
    }
    const body = table.createTBody()
    for (const x of this.rows) this.#addRow(body, x)
    return table
  }

  #addRow(body: HTMLTableSectionElement, x: number): void {
    const row = body.insertRow()
    const head = document.createElement('th')
    head.scope = 'row'
    head.className = 'num'
    head.textContent = this.rowHead(x)
    row.append(head)
    for (const { values, pane } of this.columns) {
      const value = values.get(x)
      const cell = row.insertCell()
      cell.className = 'num'
      cell.textContent =
        typeof value === 'string'
          ? value
          : formatNumber(value, pane.format, this.spec.currency ?? null)
    }
  }

  toCsv(): string {
    const lines: (number | string | null)[][] = [
      [this.spec.x.label, ...this.columns.map((each) => each.head)],
    ]
    for (const x of this.rows) {
      lines.push([this.#csvHead(x), ...this.columns.map(({ values }) => values.get(x) ?? null)])
    }
    return csvLines(lines)
  }

  #csvHead(x: number): string | number {
    return this.spec.x.kind === 'bars' ? this.rowHead(x) : x
  }
}

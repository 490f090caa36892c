import type {
  ChartSeries,
  ChartSpec,
  MarkSeries,
  Pane,
} from '../../../app/transformers/charts/chart_spec.ts'
import { axisText } from '../../format/figures.ts'
import { csvLines } from '../../format/csv.ts'
import { barTime } from '../../format/times.ts'
import { xOf } from './datasets.ts'
import { paneText } from './pane_text.ts'

interface Column {
  readonly head: string
  readonly pane: Pane
  /** x to its values: points may share one. */
  readonly values: ReadonlyMap<number, readonly Cell[]>
}

type Cell = number | string | null

function column(head: string, pane: Pane, x: readonly number[], y: readonly unknown[]): Column {
  const values = new Map<number, Cell[]>()
  x.forEach((at, i) => {
    const value = (y[i] ?? null) as Cell
    const before = values.get(at)
    if (before === undefined) values.set(at, [value])
    else before.push(value)
  })
  return { head, pane, values }
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
    case 'words':
      return [column(series.label, pane, x, series.texts)]
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

/** A row: an x, and which of the values that share it. */
interface Row {
  readonly x: number
  readonly k: number
}

/** Every number that a figure draws, as rows by x. */
export class FigureTable {
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  readonly spec: ChartSpec

  constructor(spec: ChartSpec) {
    this.spec = spec
    this.columns = spec.panes.flatMap((pane) =>
      pane.series.flatMap((series) => columnsOf(series, pane, spec))
    )
    const most = new Map<number, number>()
    for (const { values } of this.columns) {
      for (const [x, { length }] of values) most.set(x, Math.max(most.get(x) ?? 0, length))
    }
    this.rows = [...most]
      .sort(([a], [b]) => a - b)
      .flatMap(([x, count]) => Array.from({ length: count }, (_, k) => ({ x, k })))
  }

  /** The x of a row in words: a bar's time, else the number. */
  rowHead(x: number): string {
    const axis = this.spec.x
    if (axis.kind === 'number') return axisText(axis, x)
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
    for (const each of this.rows) this.#addRow(body, each)
    return table
  }

  #addRow(body: HTMLTableSectionElement, { x, k }: Row): void {
    const row = body.insertRow()
    const head = document.createElement('th')
    head.scope = 'row'
    head.className = 'num'
    head.textContent = this.rowHead(x)
    row.append(head)
    for (const { values, pane } of this.columns) {
      const value = values.get(x)?.[k]
      const cell = row.insertCell()
      cell.className = 'num'
      cell.textContent =
        typeof value === 'string' ? value : paneText(pane, value, this.spec.currency ?? null)
    }
  }

  toCsv(): string {
    const lines: (number | string | null)[][] = [
      [this.spec.x.label, ...this.columns.map((each) => each.head)],
    ]
    for (const { x, k } of this.rows) {
      const cells = this.columns.map(({ values }) => values.get(x)?.[k] ?? null)
      lines.push([this.#csvHead(x), ...cells])
    }
    return csvLines(lines)
  }

  #csvHead(x: number): string | number {
    const { x: axis } = this.spec
    if (axis.kind === 'bars' || axis.names !== undefined) return this.rowHead(x)
    return axis.format === 'power_of_ten' ? 10 ** x : x
  }
}

import type { MetricValues } from '#core/evaluation/metrics/metric_list'
import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import { TABLE_METRICS, type TableMetric } from '#services/evaluation/table_metrics'

/** One line of the out-of-sample table. */
export interface TableSubject {
  /** agent, median, or a benchmark's name */
  readonly subject: string
  readonly title: string
  readonly seed: number | null
  readonly runId: number | null
  readonly metrics: Readonly<Record<TableMetric, number | null>>
}

const HEAD = ['', 'Return', 'CAGR', 'Sharpe', 'Sortino', 'Max drawdown', 'Trades', 'Exposure']

/** Agent by seed, their median, then the benchmarks. */
export function tableSubjects({ agents, spread, benchmarks }: TearSheet): TableSubject[] {
  const median = TABLE_METRICS.map((metric) => [metric, spread[metric].median] as const)
  return [
    ...agents.map(({ seed, runId, metrics }) => ({
      ...{ subject: 'agent', title: `Agent, seed ${seed}`, seed, runId },
      metrics: chosen(metrics),
    })),
    {
      ...{ subject: 'median', title: 'Agent, median', seed: null, runId: null },
      metrics: Object.fromEntries(median) as TableSubject['metrics'],
    },
    ...benchmarks.map(({ name, title, metrics }) => ({
      ...{ subject: name, title, seed: null, runId: null },
      metrics: chosen(metrics),
    })),
  ]
}

function chosen(metrics: MetricValues): TableSubject['metrics'] {
  const entries = TABLE_METRICS.map((metric) => [metric, metrics[metric]] as const)
  return Object.fromEntries(entries) as TableSubject['metrics']
}

/** The table for a terminal. */
export function tableLines(subjects: readonly TableSubject[]): string[] {
  const rows = [HEAD, ...subjects.map(cellsOf)]
  const widths = HEAD.map((_, k) => Math.max(...rows.map((row) => row[k].length)))
  return rows.map((row) =>
    row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]) : cell.padStart(widths[k]))).join('  ')
  )
}

function cellsOf({ title, metrics }: TableSubject): string[] {
  return [
    title,
    shareCell(metrics.total_return),
    shareCell(metrics.cagr),
    ratioCell(metrics.sharpe),
    ratioCell(metrics.sortino),
    shareCell(metrics.max_drawdown),
    metrics.trades === null ? '–' : String(Math.round(metrics.trades * 10) / 10),
    shareCell(metrics.exposure),
  ]
}

/** Undefined is a dash, never 0. */
export function shareCell(value: number | null): string {
  return value === null ? '–' : `${(100 * value).toFixed(1).replace('-', '−')} %`
}

export function ratioCell(value: number | null): string {
  return value === null ? '–' : value.toFixed(2).replace('-', '−')
}

/** Whether the agent won, without embellishment: one range and a few seeds prove little either way. */
export function outcomeSentence(subjects: readonly TableSubject[]): string {
  const find = (name: string) => subjects.find(({ subject }) => subject === name)?.metrics
  const [agent, hold] = [find('median'), find('buy_and_hold')]
  const [ours, theirs] = [agent?.total_return ?? null, hold?.total_return ?? null]
  if (ours === null || theirs === null)
    return 'The median agent cannot be compared with buy and hold.'
  const figures = `${shareCell(ours)} against ${shareCell(theirs)}`
  if (ours < theirs) return `The median agent earned less than buy and hold: ${figures}.`
  return `The median agent earned as much as buy and hold or more: ${figures}. One range does not show that it would again.`
}

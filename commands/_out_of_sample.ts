import type { OutOfSample } from '#services/evaluation_service'
import type { SubjectMetrics } from '#services/evaluation/subject_metrics'

const NAMES: Readonly<Record<string, string>> = {
  median: 'Agent, median',
  buy_and_hold: 'Buy and hold',
  sma_crossover: 'SMA crossover 10/30',
  always_flat: 'Always flat',
}
const HEAD = ['', 'Return', 'CAGR', 'Sharpe', 'Sortino', 'Max drawdown', 'Trades', 'Exposure']

/** The out-of-sample table for a terminal, and what it says in one plain sentence. */
export function outOfSampleLines(evaluation: OutOfSample): string[] {
  const { from, to, bars, look, subjects } = evaluation
  const rows = [HEAD, ...subjects.map(cellsOf)]
  const widths = HEAD.map((_, k) => Math.max(...rows.map((row) => row[k].length)))
  const lines = rows.map((row) =>
    row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]) : cell.padStart(widths[k]))).join('  ')
  )
  const day = (time: number) => new Date(time).toISOString().slice(0, 10)
  return [
    `Out of sample, ${day(from)} to ${day(to)}, ${bars} bars, after costs. Look ${look} at this test range.`,
    '',
    ...lines,
    '',
    sentenceOf(subjects),
  ]
}

function cellsOf({ subject, seed, metrics }: SubjectMetrics): string[] {
  const name = subject === 'agent' ? `Agent, seed ${seed}` : NAMES[subject]
  return [
    name,
    share(metrics.total_return),
    share(metrics.cagr),
    ratio(metrics.sharpe),
    ratio(metrics.sortino),
    share(metrics.max_drawdown),
    metrics.trades === null ? '–' : String(Math.round(metrics.trades * 10) / 10),
    share(metrics.exposure),
  ]
}

/** Undefined is a dash, never 0. */
function share(value: number | null): string {
  return value === null ? '–' : `${(100 * value).toFixed(1).replace('-', '−')} %`
}

function ratio(value: number | null): string {
  return value === null ? '–' : value.toFixed(2).replace('-', '−')
}

/** Whether the agent won, without embellishment: one range and a few seeds prove little either way. */
function sentenceOf(subjects: readonly SubjectMetrics[]): string {
  const find = (name: string) => subjects.find(({ subject }) => subject === name)?.metrics
  const [agent, hold] = [find('median'), find('buy_and_hold')]
  const [ours, theirs] = [agent?.total_return ?? null, hold?.total_return ?? null]
  if (ours === null || theirs === null)
    return 'The median agent cannot be compared with buy and hold.'
  const figures = `${share(ours)} against ${share(theirs)}`
  if (ours < theirs) return `The median agent earned less than buy and hold: ${figures}.`
  return `The median agent earned as much as buy and hold or more: ${figures}. One range does not show that it would again.`
}

import type { ListedRun } from '#services/pages/run_list'

/** What the seeds of an experiment add up to. */
export interface ExperimentSummary {
  readonly status: string
  /** Episodes done over episodes planned, all seeds. */
  readonly share: number
  /** Seeds completed. */
  readonly done: number
  readonly median: number | null
  readonly low: number | null
  readonly high: number | null
}

/** The first of these that any seed has is the experiment's status. */
const ORDER = ['lost', 'running', 'failed', 'queued', 'paused', 'cancelled', 'completed']

/** Middle value; the mean of the two middle ones for an even count; null of none. */
export function medianOf(values: readonly number[]): number | null {
  const ascending = [...values].sort((a, b) => a - b)
  const middle = ascending.length >> 1
  if (ascending.length === 0) return null
  return ascending.length % 2 === 1
    ? ascending[middle]!
    : (ascending[middle - 1]! + ascending[middle]!) / 2
}

type Seed = Pick<ListedRun, 'status' | 'episodes_done' | 'episodes_total' | 'best_validation'>

export function experimentSummary(runs: readonly Seed[]): ExperimentSummary {
  const best = runs.flatMap((run) => (run.best_validation === null ? [] : [run.best_validation]))
  const planned = runs.reduce((sum, run) => sum + run.episodes_total, 0)
  const ended = runs.reduce((sum, run) => sum + run.episodes_done, 0)
  return {
    status: ORDER.find((status) => runs.some((run) => run.status === status)) ?? 'queued',
    share: planned === 0 ? 0 : ended / planned,
    done: runs.filter((run) => run.status === 'completed').length,
    median: medianOf(best),
    low: best.length === 0 ? null : Math.min(...best),
    high: best.length === 0 ? null : Math.max(...best),
  }
}

import type { Splits } from '#core/evaluation/splits'
import type { Series, SourcedSeries } from '#core/market/series'
import type { RunParameters } from '#core/parameters/catalogue'
import { estimateWork, type WorkEstimate } from '#core/parameters/work_estimate'
import { row, rows } from '#services/pages/rows'
import { rangesAhead } from '#services/training/warm_up'

export interface SplitView {
  readonly name: 'training' | 'validation' | 'test'
  readonly first: number
  readonly last: number
  readonly from: number
  readonly to: number
}

export interface LaunchEstimate {
  readonly work: WorkEstimate
  readonly features: number
  readonly bars: number
  readonly splits: Splits
  readonly ranges: readonly SplitView[]
  readonly time: TimeEstimate | null
}

export interface TimeEstimate {
  readonly secondsEach: number
  readonly secondsAll: number
  readonly low: number
  readonly high: number
  /** Runs that the estimate rests on. */
  readonly runs: number
  readonly threads: number
}

/**
 * What a run with these parameters will do on these bars.
 * @throws E_EMBARGO_TOO_SHORT, E_SPLIT_TOO_SHORT, E_SPLIT_DATE_INVALID
 */
export async function estimateLaunch(
  parameters: RunParameters,
  sourced: SourcedSeries,
  seeds: number
): Promise<LaunchEstimate> {
  const { series } = sourced
  const { splits, features } = rangesAhead(sourced, parameters)
  const trainingBars = splits.training.last - splits.training.first + 1
  const work = estimateWork(parameters, trainingBars, features)
  return {
    work,
    features,
    bars: series.length,
    splits,
    ranges: rangesOf(splits, series),
    time: await timeOf(work, seeds),
  }
}

function rangesOf(splits: Splits, { time }: Series): SplitView[] {
  return (['training', 'validation', 'test'] as const).map((name) => {
    const { first, last } = splits[name]
    return { name, first, last, from: time[first]!, to: time[last]! }
  })
}

interface Speed {
  readonly seconds: number
  readonly env_steps: number
  readonly updates: number
}

/** From the last completed runs: seconds a step, since steps and updates go together. */
async function timeOf(work: WorkEstimate, seeds: number): Promise<TimeEstimate | null> {
  const runs = await rows<Speed>(
    `select seconds, env_steps, updates from training_runs
     where status = 'completed' and env_steps > 0 and seconds > 1
     order by run_id desc limit 20`
  )
  if (runs.length === 0) return null
  const perStep = runs.map((run) => run.seconds / run.env_steps).sort((a, b) => a - b)
  const at = (q: number) => perStep[Math.floor((perStep.length - 1) * q)]! * work.envSteps
  const free = await row<{ threads: number }>(
    `select coalesce(sum(threads), 0)::int as threads from workers
     where heartbeat_at > now() - interval '30 seconds'`
  )
  const threads = free?.threads ?? 0
  const rounds = Math.ceil(seeds / Math.max(1, threads))
  return {
    secondsEach: at(0.5),
    secondsAll: at(0.5) * rounds,
    low: at(0.1) * rounds,
    high: at(0.9) * rounds,
    runs: runs.length,
    threads,
  }
}

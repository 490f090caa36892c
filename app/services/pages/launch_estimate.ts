import type { Splits } from '#core/evaluation/splits'
import type { Series, SourcedSeries } from '#core/market/series'
import type { RunParameters } from '#core/parameters/catalogue'
import { estimateWork, type WorkEstimate } from '#core/parameters/work_estimate'
import type { Trial } from '#services/pages/launch_trial'
import { row, rows } from '#services/pages/rows'
import { coreHourRate } from '#services/settings/core_hour_rate'
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
  readonly places: Places
  readonly time: TimeEstimate | null
  /** Of all seeds; null at a rate of 0. */
  readonly cost: { readonly amount: number; readonly currency: string } | null
}

/** Threads of the machines that are alive. */
export interface Places {
  readonly threads: number
  readonly free: number
}

export interface TimeEstimate {
  readonly secondsEach: number
  readonly secondsAll: number
  readonly low: number
  readonly high: number
  readonly coreHours: number
  /** Completed runs of this size, a trial of two seconds, or, without either, runs of any size. */
  readonly basis: 'size' | 'trial' | 'any'
  /** Completed runs that it rests on. */
  readonly runs: number
}

/** Seconds a step, lowest first, and how many runs they are of. */
export interface Pace {
  readonly perStep: readonly number[]
  readonly runs: number
  readonly basis: TimeEstimate['basis']
}

/**
 * What a run with these parameters will do on these bars.
 * @throws E_EMBARGO_TOO_SHORT, E_SPLIT_TOO_SHORT, E_SPLIT_DATE_INVALID
 */
export async function estimateLaunch(
  parameters: RunParameters,
  sourced: SourcedSeries,
  seeds: number,
  trial: (isTimed: boolean) => Trial | undefined
): Promise<LaunchEstimate & { readonly trial: Trial | undefined; readonly isTimed: boolean }> {
  const { series } = sourced
  const { splits, features } = rangesAhead(sourced, parameters)
  const barsOf = ({ first, last }: { first: number; last: number }) => last - first + 1
  const bars = { training: barsOf(splits.training), validation: barsOf(splits.validation) }
  const work = estimateWork(parameters, bars, features)
  const [known, ofAny, places, rate] = await Promise.all([
    paceOfSize(parameters, work),
    paceOfAny(),
    freePlaces(),
    coreHourRate(),
  ])
  const isTimed = known === null // without runs of this size, a trial is
  const tried = trial(isTimed)
  const time = timeOf(known ?? paceOfTrial(tried) ?? ofAny, work, seeds, places)
  return {
    work,
    features,
    bars: series.length,
    splits,
    ranges: rangesOf(splits, series),
    places,
    time,
    cost:
      time === null || rate.amount === 0
        ? null
        : { amount: time.coreHours * rate.amount, currency: rate.currency },
    trial: tried,
    isTimed,
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
}

/** From the last completed runs whose step is the same work; null: there is none. */
async function paceOfSize({ agent }: RunParameters, work: WorkEstimate): Promise<Pace | null> {
  const { hiddenLayers, batchSize, trainEvery, gradientSteps, dueling, double, prioritised } = agent
  const same = { hiddenLayers, batchSize, trainEvery, gradientSteps, dueling, double, prioritised }
  const runs = await rows<Speed>(
    `select seconds, env_steps from training_runs
     where status = 'completed' and env_steps > 0 and seconds > 1
       and array_length(observation_names, 1) = :observation
       and parameters->'agent' @> cast(:agent as jsonb)
     order by run_id desc limit 20`,
    { observation: work.observation, agent: JSON.stringify(same) }
  )
  return paceOf(runs, 'size')
}

/** From the last completed runs, whatever their size. */
async function paceOfAny(): Promise<Pace | null> {
  const runs = await rows<Speed>(
    `select seconds, env_steps from training_runs
     where status = 'completed' and env_steps > 0 and seconds > 1
     order by run_id desc limit 20`
  )
  return paceOf(runs, 'any')
}

function paceOf(runs: readonly Speed[], basis: Pace['basis']): Pace | null {
  if (runs.length === 0) return null
  const perStep = runs.map((run) => run.seconds / run.env_steps).sort((a, b) => a - b)
  return { perStep, runs: runs.length, basis }
}

function paceOfTrial(trial: Trial | undefined): Pace | null {
  if (!trial || trial.rates.length === 0) return null
  return { perStep: trial.rates.map((rate) => 1 / rate).reverse(), runs: 0, basis: 'trial' }
}

function timeOf(
  pace: Pace | null,
  { envSteps }: WorkEstimate,
  seeds: number,
  { threads }: Places
): TimeEstimate | null {
  if (pace === null) return null
  const { perStep, runs, basis } = pace
  const at = (q: number) => perStep[Math.floor((perStep.length - 1) * q)]! * envSteps
  const rounds = Math.ceil(seeds / Math.max(1, threads))
  return {
    secondsEach: at(0.5),
    secondsAll: at(0.5) * rounds,
    low: at(0.1) * rounds,
    high: at(0.9) * rounds,
    coreHours: (at(0.5) * seeds) / 3600,
    runs,
    basis,
  }
}

async function freePlaces(): Promise<Places> {
  const found = await row<Places>(
    `select coalesce(sum(threads), 0)::int as threads,
       coalesce(sum(greatest(threads - busy, 0)), 0)::int as free
     from workers where heartbeat_at > now() - interval '30 seconds'`
  )
  return found ?? { threads: 0, free: 0 }
}

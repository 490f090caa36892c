import type { RunParameters } from '../parameters/catalogue.ts'
import type { ObjectiveName } from './objectives.ts'
import type { SamplerName } from './sampler.ts'
import type { SchedulerName } from './scheduler.ts'
import type { SearchSpace, TrialValues } from './search_space.ts'
import type { ClimbingTrial } from './trial_record.ts'

/** What a study searches the best of; the first decides promotions. */
export interface Objective {
  readonly metric: ObjectiveName
  /** That of `OBJECTIVE_SENSES`; studies of earlier versions could have the other one. */
  readonly direction: 'maximize' | 'minimize'
}

/** When a study ends by itself; null: no such bound. At least one is set. */
export interface StudyBudget {
  readonly trials: number | null
  /** Episodes over all trials and seeds. */
  readonly episodes: number | null
  /** Of running, pauses left out. */
  readonly seconds: number | null
}

/** What the sampler learns from an earlier study. */
export interface WarmStart {
  readonly studyId: number
  readonly trials: readonly ClimbingTrial[]
  /** Why there is no trial, for people; null: there are some. */
  readonly why: string | null
}

/** A study as it was asked for; `studies.plan` stores it. What may change later is in its log. */
export interface StudyPlan {
  readonly version: 1
  /** Configuration of trial 0, and of whatever is not searched. `training.episodes` is the largest resource. */
  readonly base: RunParameters
  readonly space: SearchSpace
  /** Keys of `base.data` that the launch set, so that all trials have the same ranges; none: they have anyway. */
  readonly pinned?: readonly ('embargo' | 'warmUp')[]
  /** One or two. */
  readonly objectives: readonly Objective[]
  readonly scheduler: SchedulerName
  /** Reduction factor. */
  readonly eta: number
  /** Episodes to the lowest rung: the grace period. */
  readonly minResource: number
  /** Episodes of all rungs, ascending; kept, so that a study climbs the ladder that it began with. */
  readonly rungs: readonly number[]
  readonly sampler: SamplerName
  /** Trials before TPE learns from them. */
  readonly startupTrials: number
  /** Of sampler; integer in [0, 2^32). */
  readonly seed: number
  /** Training seeds of each trial. */
  readonly seeds: readonly number[]
  /** Trials at a time; null: as many as the workers' threads can hold, and of several one more. */
  readonly concurrency: number | null
  /** Points tried right after the defaults. */
  readonly enqueued: readonly TrialValues[]
  /** Trials of an earlier study that the sampler learns from besides its own; null: none. */
  readonly warmStart: WarmStart | null
}

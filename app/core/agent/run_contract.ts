import type { EpisodeRecord } from '../environment/episode_record.ts'
import type { Splits } from '../evaluation/splits.ts'
import type { SeriesIdentity, SourcedSeries } from '../market/series.ts'
import type { RunParameters } from '../parameters/catalogue.ts'
import type { EngineFingerprint, EngineState } from '../ports/compute_engine.ts'
import type { RunModel } from './model_manifest.ts'
import type { ReplayMemoryState } from './replay_memory_state.ts'

/*
 * What goes into a training run and what comes out of it. Everything here but the callbacks is plain
 * data and typed arrays, so that it can be cloned or transferred between threads; `series` columns may
 * lie in shared memory.
 */

/** One dataset version that a run learns from. */
export interface RunDataset extends Pick<SourcedSeries, 'series' | 'actions' | 'splitAdjusted'> {
  /** Identity of the version, hex. */
  readonly sha256: string
  readonly identity: SeriesIdentity
}

export interface RunSpec {
  /** Root seed, integer in [0, 2^32). */
  readonly seed: number
  readonly parameters: RunParameters
  /** At least one; episodes are drawn over all of them. */
  readonly datasets: readonly RunDataset[]
  /** Version of the program, for the manifest. */
  readonly codeVersion: string
  /** Where to go on from; null: from the beginning. */
  readonly checkpoint: RunCheckpoint | null
}

/** Of an equity curve; means over the datasets where there are several. */
export interface CurveScore {
  /** Annualised, after costs; null: undefined, as when the agent never traded. */
  readonly sharpe: number | null
  readonly totalReturn: number
  /** <= 0 */
  readonly maxDrawdown: number
}

/** One greedy pass over the validation range. */
export interface ValidationScore extends CurveScore {
  /** The training episode that it follows. */
  readonly episode: number
  /** Whether it is the best so far; of equal ones the earliest stays best. */
  readonly best: boolean
  /** Buy and hold over the same range with the same costs. */
  readonly buyAndHold: CurveScore
}

/** Where a run stands. The object that callbacks get is mutated afterwards: copy what is to be kept. */
export interface RunProgress {
  /** Training episodes done and planned. */
  readonly episode: number
  readonly episodes: number
  readonly envSteps: number
  /** Planned environment steps if no episode ends in ruin. */
  readonly plannedSteps: number
  readonly updates: number
  readonly epsilon: number
  /** Mean over the updates of the last episode that had any; null before. */
  readonly loss: number | null
  readonly memoryTransitions: number
  readonly memoryBytes: number
  readonly bestValidation: { readonly episode: number; readonly sharpe: number | null } | null
}

/** What is known before the first step. */
export interface RunFacts {
  readonly fingerprint: EngineFingerprint
  readonly featureNames: readonly string[]
  /** Names of the observation's components, in order. */
  readonly observationNames: readonly string[]
  readonly actionNames: readonly string[]
  /** Weights and biases of the network. */
  readonly weightCount: number
  readonly plannedSteps: number
  /** Ranges of each dataset, as bars of its series. */
  readonly splits: readonly Splits[]
  /** Buy and hold over the validation ranges. */
  readonly buyAndHold: CurveScore
  /** Checks that passed; a failed one ends the run before it begins. */
  readonly checks: readonly { readonly name: string; readonly detail: string }[]
}

/** What a checkpoint belongs to: a run of anything else would not end with the same weights. */
export interface RunOrigin {
  readonly seed: number
  readonly parameters: RunParameters
  /** SHA-256 of each dataset version, hex, in the run's order. */
  readonly datasets: readonly string[]
}

/**
 * All state of a run at the border of two episodes. Resumed, the run goes on as if it had never
 * stopped: same episodes, same weights, to the last bit.
 */
export interface RunCheckpoint {
  readonly version: 1
  readonly origin: RunOrigin
  readonly fingerprint: EngineFingerprint
  readonly progress: RunProgress
  readonly engine: EngineState
  readonly memory: ReplayMemoryState
  /** uint32 [4] each */
  readonly random: Readonly<Record<TrainingStream, Uint32Array>>
  readonly best: RunModel | null
}
/** The streams that training draws from; validation draws from none. */
export type TrainingStream = 'environment' | 'exploration' | 'sampling' | 'weights'

/**
 * How a run reports. All calls are synchronous: a callback that waits makes the run wait, which is how
 * a slow store holds it back. Order within one episode: `progress`*, `episode`, then where due
 * `validation`, `best`, and last `checkpoint`. Typed arrays in what they get are the receiver's own and may
 * be transferred. What a callback throws ends the run and is passed on.
 */
export interface RunCallbacks {
  /** Once, before the first step, also after a resume. */
  prepared(facts: RunFacts): void
  /** Asked before each step; true ends the run as cancelled. */
  cancelled(): boolean
  /** Every 64 steps and at each episode's end; the receiver decides how often to pass it on. */
  progress(progress: RunProgress): void
  /** A training episode ended. */
  episode(record: EpisodeRecord): void
  /** A validation was played: one record for each dataset, with steps and Q-values. */
  validation(score: ValidationScore, records: readonly EpisodeRecord[]): void
  /** The last validation was the best so far. */
  best(model: RunModel): void
  /** Asked after each episode; true asks for a checkpoint now. */
  checkpointDue(progress: RunProgress): boolean
  checkpoint(checkpoint: RunCheckpoint): void
}

/** How a run ended. `failed` keeps all that was reported before, the last checkpoint included. */
export interface RunOutcome {
  readonly status: 'completed' | 'cancelled' | 'failed'
  /** Why it failed; null otherwise. */
  readonly error: {
    readonly code: string
    readonly message: string
    readonly remedy: string
  } | null
  readonly progress: RunProgress
  /** Weights of the online network at the end; their hash is the run's. */
  readonly weights: EngineState['online']
  readonly best: RunModel | null
}

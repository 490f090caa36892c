import type { MessagePort } from 'node:worker_threads'
import type { RunModel } from '../../core/agent/model_manifest.ts'
import type {
  RunFacts,
  RunOutcome,
  RunProgress,
  RunSpec,
  ValidationScore,
} from '../../core/agent/run_contract.ts'
import type { RecordedEpisode } from './recorded_episode.ts'

/** What a training thread is given. */
export interface TrainTask {
  /** Without its checkpoint, which comes as bytes. */
  readonly spec: Omit<RunSpec, 'checkpoint'>
  readonly checkpoint: Uint8Array | null
  /** Episodes that the checkpoint has behind it. */
  readonly sequence: number
  readonly checkpointEverySeconds: number
  /** Episode at whose end the run pauses behind a checkpoint; null: it trains to its end. */
  readonly pauseAt: number | null
  /** Int32 [2]: how to stop (STOP_NOW, STOP_AFTER_CHECKPOINT or 0), and batches not stored yet. */
  readonly control: SharedArrayBuffer
  readonly port: MessagePort
}

export const CONTROL_BYTES = 8
export const STOP = 0
export const STOP_NOW = 1
export const STOP_AFTER_CHECKPOINT = 2
export const PENDING = 1
/** A thread waits while so many batches are not stored. */
export const MOST_PENDING = 3

/** What a thread posts. Each `batch` is acknowledged once it is stored. */
export type TrainMessage =
  | { readonly type: 'prepared'; readonly facts: RunFacts }
  | ({ readonly type: 'batch' } & TrainBatch)
  /** Nothing comes after it: a thread that waits for its next task does not close its port for seconds. */
  | { readonly type: 'ended' }

/** All that happened since the last batch; it is stored in one transaction. */
export interface TrainBatch {
  readonly progress: RunProgress
  /** Seconds that this thread has trained, and its rates since the last batch. */
  readonly seconds: number
  readonly envStepsPerSecond: number
  readonly updatesPerSecond: number
  readonly episodes: readonly RecordedEpisode[]
  readonly validations: readonly ValidationScore[]
  /** The best model so far, when it is new. */
  readonly best: RunModel | null
  readonly checkpoint: { readonly bytes: Uint8Array; readonly sequence: number } | null
}

/** What a thread ends with. */
export interface TrainResult {
  readonly status: RunOutcome['status'] | 'paused'
  readonly error: RunOutcome['error']
  readonly weightsSha256: string
  readonly seconds: number
}

import type { RunModel } from '../../core/agent/model_manifest.ts'
import type { RunProgress, ValidationScore } from '../../core/agent/run_contract.ts'
import {
  MOST_PENDING,
  PENDING,
  type TrainBatch,
  type TrainMessage,
  type TrainTask,
} from './train_messages.ts'
import type { RecordedEpisode } from './recorded_episode.ts'

/** A batch leaves at most so often. */
const FLUSH_MILLISECONDS = 250
/** Or when so many steps wait to be stored. */
const FLUSH_STEPS = 20_000

/**
 * Gathers what a run reports into batches, and holds the run back while too many are not stored: a
 * slow database makes the thread wait, never its memory grow.
 */
export class BatchCollector {
  readonly #port: TrainTask['port']
  readonly #control: Int32Array
  readonly #started = performance.now()
  #episodes: RecordedEpisode[] = []
  #validations: ValidationScore[] = []
  #best: RunModel | null = null
  #steps = 0
  #flushed = this.#started
  #flushedSteps: number
  #flushedUpdates: number

  constructor(task: Pick<TrainTask, 'port' | 'control'>, envSteps: number, updates: number) {
    this.#port = task.port
    this.#control = new Int32Array(task.control)
    this.#flushedSteps = envSteps
    this.#flushedUpdates = updates
  }

  get seconds(): number {
    return (performance.now() - this.#started) / 1000
  }

  episode(episode: RecordedEpisode): void {
    this.#episodes.push(episode)
    if (episode.details !== null) this.#steps += episode.details.steps.length
  }

  validation(score: ValidationScore): void {
    this.#validations.push(score)
  }

  best(model: RunModel): void {
    this.#best = model
  }

  /** Sends what waits, if it is time. */
  flushWhenDue(progress: RunProgress): void {
    const waited = performance.now() - this.#flushed
    if (waited >= FLUSH_MILLISECONDS || this.#steps >= FLUSH_STEPS) this.flush(progress, null)
  }

  /** Sends what the last batch did not have, if there is any. */
  flushRest(progress: RunProgress): void {
    const isStored =
      this.#episodes.length === 0 &&
      this.#validations.length === 0 &&
      this.#best === null &&
      progress.envSteps === this.#flushedSteps &&
      progress.updates === this.#flushedUpdates
    if (!isStored) this.flush(progress, null)
  }

  flush(progress: RunProgress, checkpoint: TrainBatch['checkpoint']): void {
    const now = performance.now()
    const elapsed = Math.max(1e-3, (now - this.#flushed) / 1000)
    const batch: TrainBatch = {
      progress: { ...progress },
      seconds: this.seconds,
      envStepsPerSecond: (progress.envSteps - this.#flushedSteps) / elapsed,
      updatesPerSecond: (progress.updates - this.#flushedUpdates) / elapsed,
      episodes: this.#episodes,
      validations: this.#validations,
      best: this.#best,
      checkpoint,
    }
    this.#waitForRoom()
    Atomics.add(this.#control, PENDING, 1)
    this.#port.postMessage({ type: 'batch', ...batch } satisfies TrainMessage)
    this.#episodes = []
    this.#validations = []
    this.#best = null
    this.#steps = 0
    this.#flushed = now
    this.#flushedSteps = progress.envSteps
    this.#flushedUpdates = progress.updates
  }

  #waitForRoom(): void {
    for (;;) {
      const pending = Atomics.load(this.#control, PENDING)
      if (pending < MOST_PENDING) return
      Atomics.wait(this.#control, PENDING, pending)
    }
  }
}

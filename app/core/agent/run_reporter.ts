import { EpisodeRecorder } from '../environment/episode_recorder.ts'
import { isBetter } from './curve_score.ts'
import { copyOfModel, type ModelManifest, type RunModel } from './model_manifest.ts'
import type { RunCallbacks, RunCheckpoint, RunProgress, ValidationScore } from './run_contract.ts'
import { takeCheckpoint } from './run_checkpoint.ts'
import type { RunParts } from './run_parts.ts'
import type { TrainingHooks } from './train_dqn.ts'
import { isValidated } from './validation_episodes.ts'

/** Steps between two reports of progress. */
const PROGRESS_EVERY = 64

type Changing<T> = { -readonly [K in keyof T]: T[K] }

/**
 * Watches a training run: records its episodes, validates, keeps the best weights and takes
 * checkpoints. It changes nothing that training reads: a run with other recording or other callbacks
 * ends with the same weights.
 */
export class RunReporter implements TrainingHooks {
  readonly progress: Changing<RunProgress>
  best: RunModel | null
  readonly #parts: RunParts
  readonly #manifest: ModelManifest
  readonly #on: RunCallbacks
  readonly #recorder: EpisodeRecorder
  readonly #qValues: Float32Array
  #withSteps = false
  #losses = 0
  #lossSum = 0

  constructor(
    parts: RunParts,
    manifest: ModelManifest,
    from: RunCheckpoint | null,
    on: RunCallbacks
  ) {
    this.#parts = parts
    this.#manifest = manifest
    this.#on = on
    this.#recorder = new EpisodeRecorder(parts.environment)
    this.#qValues = new Float32Array(parts.environment.actionSpace.n)
    this.best = from?.best ?? null
    this.progress = from ? { ...from.progress } : firstProgress(parts)
  }

  cancelled(): boolean {
    return this.#on.cancelled()
  }

  episodeBegins(): void {
    const { recordEvery } = this.#parts.config
    this.#withSteps = recordEvery > 0 && (this.#parts.training.episode + 1) % recordEvery === 0
    this.#losses = this.#lossSum = 0
    this.#recorder.begin()
  }

  decided(): void {
    if (!this.#withSteps) return
    const { engine, environment } = this.#parts
    engine.qValues(environment.row, environment.own, this.#qValues)
  }

  stepped(action: number): void {
    this.#recorder.step(action, this.#withSteps ? this.#qValues : null)
    if (this.#parts.agent.steps % PROGRESS_EVERY === 0) this.#reportProgress()
  }

  learned(loss: number): void {
    this.#lossSum += loss
    this.#losses++
  }

  episodeEnded(): void {
    const { training, config } = this.#parts
    const { episode } = training
    const meanLoss = this.#losses > 0 ? this.#lossSum / this.#losses : null
    this.progress.episode = episode
    if (meanLoss !== null) this.progress.loss = meanLoss
    this.#reportProgress()
    const { epsilon } = this.progress
    const facts = { number: episode, epsilon, meanLoss, withSteps: this.#withSteps }
    this.#on.episode(this.#recorder.finish({ kind: 'training', ...facts }))
    if (isValidated(episode, config)) this.#validate(episode)
    if (!this.#on.checkpointDue(this.progress)) return
    this.#on.checkpoint(takeCheckpoint(this.#parts, this.progress, this.best))
  }

  /** A score is the best when it is the first, or has a larger Sharpe ratio than the best before. */
  #validate(episode: number): void {
    const { score, records } = this.#parts.validator.validate(episode)
    const best = this.best === null || isBetter(score.sharpe, this.best.validation.sharpe)
    const { buyAndHold } = this.#parts.validator
    const validation: ValidationScore = { ...score, episode, best, buyAndHold }
    if (best) {
      const weights = this.#parts.engine.export().online
      this.best = { episode, validation, manifest: this.#manifest, weights }
      this.progress.bestValidation = { episode, sharpe: score.sharpe }
    }
    this.#on.validation(validation, records)
    if (best && this.best) this.#on.best(copyOfModel(this.best))
  }

  #reportProgress(): void {
    const { agent } = this.#parts
    const { progress } = this
    progress.envSteps = agent.steps
    progress.updates = agent.updates
    progress.epsilon = agent.epsilon.at(agent.steps)
    progress.memoryTransitions = agent.memory.transitions
    this.#on.progress(progress)
  }
}

function firstProgress({ agent, config, plannedSteps }: RunParts): RunProgress {
  return {
    episode: 0,
    episodes: config.episodes,
    envSteps: 0,
    plannedSteps,
    updates: 0,
    epsilon: agent.epsilon.at(0),
    loss: null,
    memoryTransitions: 0,
    memoryBytes: agent.memory.bytes,
    bestValidation: null,
  }
}

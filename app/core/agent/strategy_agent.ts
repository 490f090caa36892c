import type { ComputeEngine, NetworkShape, UpdateRule } from '../ports/compute_engine.ts'
import type { RandomStream } from '../random/random_stream.ts'
import type { AgentConfig } from './agent_parameters.ts'
import { ReplayMemory } from './replay_memory.ts'
import { betaSchedule, epsilonSchedule, type Schedule } from './schedules.ts'

/** The streams that an agent draws from. */
export interface AgentStreams {
  readonly exploration: RandomStream
  readonly sampling: RandomStream
}

/**
 * A DQN agent (Mnih et al. 2015): acts epsilon-greedily, remembers transitions, and learns from draws
 * of its replay memory. Its arithmetic is the engine's; it knows nothing of the environment but rows
 * and own numbers. No method but the constructor allocates.
 */
export class StrategyAgent {
  readonly memory: ReplayMemory
  readonly epsilon: Schedule
  readonly #engine: ComputeEngine
  readonly #config: AgentConfig
  readonly #streams: AgentStreams
  readonly #beta: Schedule
  #steps = 0
  #updates = 0

  /** @param plannedSteps environment steps over which epsilon and beta run their course */
  constructor(
    engine: ComputeEngine,
    config: AgentConfig,
    plannedSteps: number,
    streams: AgentStreams
  ) {
    this.#engine = engine
    this.#config = config
    this.#streams = streams
    this.epsilon = epsilonSchedule(config, plannedSteps)
    this.#beta = betaSchedule(config, plannedSteps)
    this.memory = new ReplayMemory(replayConfig(config), engine.shape.own)
  }

  /** Environment steps remembered. */
  get steps(): number {
    return this.#steps
  }

  get updates(): number {
    return this.#updates
  }

  /** Goes on counting from a checkpoint. */
  resume(steps: number, updates: number): void {
    this.#steps = steps
    this.#updates = updates
  }

  /** Tells the first observation of an episode. */
  begin(row: number, own: Float32Array): void {
    this.memory.begin(row, own)
  }

  /**
   * A random action with probability epsilon, else the first of those with the largest Q-value.
   * One draw of `exploration`, a second one where it explores.
   */
  selectAction(row: number, own: Float32Array): number {
    const { exploration } = this.#streams
    const explore = exploration.float() < this.epsilon.at(this.#steps)
    return explore ? exploration.integer(this.#engine.shape.actions) : this.#engine.act(row, own)
  }

  /** Keeps the step that `action` led to; the next observation is copied. */
  remember(
    action: number,
    reward: number,
    terminated: boolean,
    nextRow: number,
    nextOwn: Float32Array
  ): void {
    this.memory.add(action, reward, terminated, nextRow, nextOwn)
    this.#steps++
  }

  /** Whether a round of `gradientSteps` updates is due after the last step. */
  get learningDue(): boolean {
    const { learningStarts, trainEvery } = this.#config
    return this.#steps > learningStarts && this.#steps % trainEvery === 0
  }

  /** One update on one batch: returns its loss, which is for the caller to check. */
  learn(): number {
    const { batch } = this.#engine
    this.memory.sample(batch, this.#beta.at(this.#steps), this.#streams.sampling)
    const loss = this.#engine.learn()
    this.#updates++
    if (Number.isFinite(loss)) this.memory.updatePriorities(batch.tdErrors)
    return loss
  }

  /** After each update: soft, a step towards the online network; hard, a copy every `targetEvery` updates. */
  updateTargetModel(): void {
    const { targetUpdate, targetEvery, tau } = this.#config
    if (targetUpdate === 'soft') this.#engine.syncTarget(tau)
    else if (this.#updates % targetEvery === 0) this.#engine.syncTarget(1)
  }
}

/** The part of the config that makes an update. */
export function updateRule(config: AgentConfig): UpdateRule {
  const { batchSize, double, loss, learningRate, clipNorm } = config
  return { batchSize, double, loss, learningRate, clipNorm }
}

/** The network of a config over observations of `window` rows of `columns` and `own` numbers. */
export function networkShape(
  config: AgentConfig,
  observation: Pick<NetworkShape, 'window' | 'columns' | 'own' | 'actions'>
): NetworkShape {
  return { ...observation, hidden: config.hiddenLayers, dueling: config.dueling }
}

function replayConfig(config: AgentConfig) {
  const { capacity, batchSize, nStep, gamma, prioritised, priorityAlpha } = config
  return { capacity, batchSize, nStep, gamma, priorityAlpha: prioritised ? priorityAlpha : null }
}

import { initialState } from '../../core/agent/initial_weights.ts'
import { networkLayout } from '../../core/agent/network_layout.ts'
import { ReplayMemory } from '../../core/agent/replay_memory.ts'
import type {
  ComputeEngine,
  ComputeEngineFactory,
  NetworkShape,
  UpdateRule,
} from '../../core/ports/compute_engine.ts'
import type { RandomStream } from '../../core/random/random_stream.ts'
import { streamOf } from '../../core/random/streams.ts'

const TRANSITIONS = 100_000
const OWN = 4
const ACTIONS = 3
const GAMMA = 0.99
const TERMINATION = 0.004
const TARGET_EVERY = 1000
/** Columns of the feature table that the peers' environment tries, the first that fits. */
const COLUMNS = [14, 12, 16, 9, 8, 7, 6, 5, 4, 3, 2, 1]

export interface LearnerWorkloadConfig {
  /** Numbers in one observation, 4 of them the agent's own; >= 5. */
  readonly observation: number
  readonly hidden: readonly number[]
  /** The peers' own updates are double DQN (PyTorch and numpy by hand) or not (Stable-Baselines3). */
  readonly double: boolean
  readonly engines: ComputeEngineFactory
}

/**
 * The learner alone, at the peers' work: batches of 64 drawn evenly from 100,000 transitions, Huber
 * loss, clip of the gradient's norm at 10, Adam with learning rate 1e-4, the target network copied every
 * 1,000 updates, three actions. An update includes drawing its batch. Observations are windows of a table
 * of 100,000 random bars.
 */
export class LearnerWorkload {
  /** Floating-point operations of the matrix products of one update, without the first layer's input gradient. */
  readonly flop: number
  readonly #engine: ComputeEngine
  readonly #memory: ReplayMemory
  readonly #sampling = streamOf(2, 'sampling')
  readonly #own = new Float32Array(OWN)
  readonly #window: number
  #updates = 0
  #acts = 0

  constructor({ observation, hidden, double, engines }: LearnerWorkloadConfig) {
    const shape = shapeOf(observation, hidden)
    this.#engine = engines.create(shape, ruleOf(double))
    this.#window = shape.window
    this.flop = flopOf(shape, double)
    const random = streamOf(1, 'environment')
    this.#engine.loadTables([randomTable(shape, random)])
    this.#engine.import(initialState(shape, streamOf(1, 'weights')))
    this.#memory = filledMemory(shape, random)
  }

  update(count: number): void {
    const engine = this.#engine
    for (let i = 0; i < count; i++) {
      this.#memory.sample(engine.batch, 0, this.#sampling)
      engine.learn()
      if (++this.#updates % TARGET_EVERY === 0) engine.syncTarget(1)
    }
  }

  /** Greedy decisions, one observation each, at one bar after the other. */
  act(count: number): void {
    for (let i = 0; i < count; i++) {
      const bar = this.#acts++ % TRANSITIONS
      this.#engine.act(this.#window - 1 + bar, this.#own)
    }
  }
}

function shapeOf(observation: number, hidden: readonly number[]): NetworkShape {
  const width = observation - OWN
  const columns = COLUMNS.find((each) => width % each === 0) ?? 1
  const window = width / columns
  return { window, columns, own: OWN, hidden, actions: ACTIONS, dueling: false }
}

function ruleOf(double: boolean): UpdateRule {
  return { batchSize: 64, double, loss: 'huber', learningRate: 1e-4, clipNorm: 10 }
}

function randomTable({ window, columns }: NetworkShape, random: RandomStream): Float32Array {
  return Float32Array.from({ length: (TRANSITIONS + window) * columns }, () => random.normal())
}

/** A full memory; small rewards, and a termination now and then. */
function filledMemory({ window, own }: NetworkShape, random: RandomStream): ReplayMemory {
  const config = {
    capacity: TRANSITIONS,
    batchSize: 64,
    nStep: 1,
    gamma: GAMMA,
    priorityAlpha: null,
  }
  const memory = new ReplayMemory(config, own)
  const state = new Float32Array(own)
  memory.begin(window - 1, state)
  for (let i = 0; i < TRANSITIONS; i++) {
    const action = random.integer(ACTIONS)
    const reward = 0.01 * random.normal()
    state[0] = action - 1
    memory.add(action, reward, random.float() < TERMINATION, window + i, state)
  }
  return memory
}

/** Two passes forward, three when double; backward two products a layer, one in the first. */
function flopOf(shape: NetworkShape, double: boolean): number {
  const { hidden, output } = networkLayout(shape)
  const products = (double ? 3 : 2) + 2
  const layers = [...hidden, output]
  return layers.reduce((sum, { inputs, outputs }, k) => {
    return sum + 2 * 64 * inputs * outputs * (k === 0 ? products - 1 : products)
  }, 0)
}

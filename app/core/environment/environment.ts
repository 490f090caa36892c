/** A box of real numbers; the bounds hold for every component. */
export interface BoxSpace {
  readonly kind: 'box'
  readonly shape: readonly number[]
  readonly low: number
  readonly high: number
  readonly dtype: 'float32'
  /** One name for each component, in order. */
  readonly names: readonly string[]
}

/** Actions 0 .. n - 1. */
export interface DiscreteSpace {
  readonly kind: 'discrete'
  readonly n: number
  readonly names: readonly string[]
}

/** Facts beside the observation; the same object is reused, copy what is to be kept. */
export type StepInfo = Readonly<Record<string, number | string | boolean | null>>

/** Options of `reset`: a fixed market and first decision bar instead of drawn ones. */
export interface ResetOptions {
  readonly market?: number
  readonly startBar?: number
}

/**
 * Gymnasium's contract. Arrays and tuples that `reset` and `step` give are the environment's own and
 * are valid until the next call: copy what is to be kept.
 */
export interface Environment {
  readonly observationSpace: BoxSpace
  readonly actionSpace: DiscreteSpace
  /** Begins an episode. A given seed restarts the environment's random stream. */
  reset(seed?: number, options?: ResetOptions): [observation: Float32Array, info: StepInfo]
  /** @throws E_EPISODE_ENDED before the first reset and after an end; E_INVALID_ACTION outside 0 .. n - 1. */
  step(
    action: number
  ): [
    observation: Float32Array,
    reward: number,
    terminated: boolean,
    truncated: boolean,
    info: StepInfo,
  ]
}

/**
 * An environment whose observation is a window of rows of fixed tables plus some numbers of its own,
 * so that a replay memory can keep (row, own) instead of the observation. `advance` is `step` without
 * building the observation.
 */
export interface TabularEnvironment extends Environment {
  /** float32 row-major tables [rows, columns], one a market. */
  readonly tables: readonly Float32Array[]
  readonly window: number
  readonly columns: number
  /** Number of the newest row of the current observation, counted through all tables. */
  readonly row: number
  /** float32: the agent's own state in the current observation; mutated by `advance`. */
  readonly own: Float32Array
  /** Of the last `advance`. */
  readonly reward: number
  readonly terminated: boolean
  readonly truncated: boolean
  advance(action: number): void
  /** State of the environment's random stream, for checkpoints at an episode's border. */
  exportRandom(): Uint32Array
  importRandom(state: Uint32Array): void
}

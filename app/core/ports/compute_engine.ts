/**
 * A fully connected Q-network: ReLU after each hidden layer. Its input is an observation:
 * `window` consecutive rows of a feature table, oldest first, then `own` numbers of the agent's state.
 */
export interface NetworkShape {
  /** Rows of the feature table in one observation, >= 1. */
  readonly window: number
  /** Columns of the feature table; window * columns + own inputs. */
  readonly columns: number
  /** Numbers of the agent's own state, >= 0. */
  readonly own: number
  /** Units of each hidden layer, each >= 1; may be empty. */
  readonly hidden: readonly number[]
  readonly actions: number
  /** Q = V + A - mean(A) from two linear heads on the last hidden layer (Wang et al. 2016). */
  readonly dueling: boolean
}

/** How an update is made. */
export interface UpdateRule {
  readonly batchSize: number
  /** a* of the target by the online network (van Hasselt et al. 2016). */
  readonly double: boolean
  readonly loss: 'huber' | 'mse'
  readonly learningRate: number
  /** Largest gradient norm over all parameters; null: no clip. */
  readonly clipNorm: number | null
}

/**
 * Which arithmetic made some weights. Equal fingerprints give equal bits; `fused` is whether relaxed
 * multiply-add rounds once on this processor (null where the engine does not use it).
 */
export interface EngineFingerprint {
  readonly engine: string
  readonly version: string
  readonly fused: boolean | null
}

/**
 * One batch, in memory that the engine owns: whoever samples writes straight into it.
 * Row numbers count through all tables given to `loadTables`, in their order; a row is the newest
 * of its window. `target = returns + bootstraps * Q_target(next, a*)`; `bootstraps` is gamma^m, or 0
 * after a termination.
 */
export interface Batch {
  readonly size: number
  /** uint32 [size] */
  readonly rows: Uint32Array
  /** float32 [size, own] */
  readonly own: Float32Array
  /** int32 [size], action index */
  readonly actions: Int32Array
  /** float32 [size], discounted sum of the window's rewards */
  readonly returns: Float32Array
  /** float32 [size] */
  readonly bootstraps: Float32Array
  /** uint32 [size] */
  readonly nextRows: Uint32Array
  /** float32 [size, own] */
  readonly nextOwn: Float32Array
  /** float32 [size], importance weights, 1 unless prioritised */
  readonly weights: Float32Array
  /** float32 [size], written by `learn`: target - Q(observation, action), without the weight */
  readonly tdErrors: Float32Array
}

/**
 * All numbers that an engine's state consists of, float32 (the reference engine: float64), parameter
 * order: weight [out, in] row-major then bias of each layer; dueling: value head, then advantage head.
 */
export interface EngineState {
  readonly online: Float32Array | Float64Array
  readonly target: Float32Array | Float64Array
  /** Adam's first and second moments. */
  readonly firstMoment: Float32Array | Float64Array
  readonly secondMoment: Float32Array | Float64Array
  /** Updates done, the t of Adam's bias correction. */
  readonly updates: number
}

/** How the arithmetic of the learner runs. One engine serves one learner in one thread. */
export interface ComputeEngine {
  readonly fingerprint: EngineFingerprint
  readonly shape: NetworkShape
  readonly batch: Batch
  /** Copies float32 row-major tables [rows, columns] into the engine; observations refer to their rows. */
  loadTables(tables: readonly Float32Array[]): void
  /** Index of the largest Q-value, the first of equals. `own`: float32 [own]. */
  act(row: number, own: Float32Array): number
  /** Writes the Q-values of one observation into `out` [actions]. */
  qValues(row: number, own: Float32Array, out: Float32Array): void
  /** One update on `batch`; returns the mean (weighted) loss and leaves `batch.tdErrors`. */
  learn(): number
  /** Target network: theta' <- tau * theta + (1 - tau) * theta'; tau = 1 copies. */
  syncTarget(tau: number): void
  /** Copies of all state. */
  export(): EngineState
  /** @throws E_CHECKPOINT_MISMATCH when lengths differ from the shape's. */
  import(state: EngineState): void
  /** Gradient norm of the last update, before the clip. */
  readonly gradientNorm: number
}

/** Makes engines; adapters are chosen by `training.engine`. */
export interface ComputeEngineFactory {
  readonly name: string
  fingerprint(): EngineFingerprint
  create(shape: NetworkShape, rule: UpdateRule): ComputeEngine
}

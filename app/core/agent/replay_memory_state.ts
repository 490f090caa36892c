/** Copy of a replay memory's content, the used part only; all columns have `slots` elements. */
export interface ReplayMemoryState {
  readonly slots: number
  /** Slot of the current observation. */
  readonly head: number
  /** Transitions that can be drawn. */
  readonly transitions: number
  readonly rows: Uint32Array
  /** float32 [slots, own] */
  readonly own: Float32Array
  readonly actions: Uint8Array
  readonly flags: Uint8Array
  readonly rewards: Float32Array
  /** float64 [slots], p^alpha; null unless prioritised. */
  readonly priorities: Float64Array | null
  /** Largest priority so far, which a new transition gets. */
  readonly maxPriority: number
}

import type { Batch } from '../ports/compute_engine.ts'
import type { RandomStream } from '../random/random_stream.ts'
import { CheckpointMismatch } from './agent_errors.ts'
import { Priorities } from './priorities.ts'
import type { ReplayMemoryState } from './replay_memory_state.ts'

export interface ReplayConfig {
  /** Slots for transitions, >= 1; the end of an episode takes one as well. */
  readonly capacity: number
  readonly batchSize: number
  /** Rewards of a window, >= 1. */
  readonly nStep: number
  readonly gamma: number
  /** Exponent of prioritised replay; null: uniform draws. */
  readonly priorityAlpha: number | null
}

const TRANSITION = 1
const TERMINATED = 2

/**
 * A ring of slots, one an observation, as (row of the feature table, own numbers): the next
 * observation of a transition is the slot after it, so that none is stored twice. A slot holds a
 * transition once its action is known; the last observation of an episode never does. Windows of
 * n rewards are put together when they are drawn. 10 + 4 * own bytes a slot, 9 more when prioritised.
 *
 *     slot      0    1    2    3         4    5
 *     content   s0   s1   s2   s3 (end)  s0'  s1' (head: current)
 *     action    a0   a1   a2   -         a0'  -
 */
export class ReplayMemory {
  readonly #config: ReplayConfig
  readonly #ownSize: number
  readonly #slots: number
  readonly #rows: Uint32Array
  readonly #own: Float32Array
  readonly #actions: Uint8Array
  readonly #flags: Uint8Array
  readonly #rewards: Float32Array
  readonly #priorities: Priorities | null
  readonly #drawn: Uint32Array
  #head = 0
  #used = 0
  #transitions = 0

  /** @param ownSize numbers of the agent's own state in an observation */
  constructor(config: ReplayConfig, ownSize: number) {
    this.#config = config
    this.#ownSize = ownSize
    this.#slots = config.capacity + 1
    this.#rows = new Uint32Array(this.#slots)
    this.#own = new Float32Array(this.#slots * ownSize)
    this.#actions = new Uint8Array(this.#slots)
    this.#flags = new Uint8Array(this.#slots)
    this.#rewards = new Float32Array(this.#slots)
    const { priorityAlpha: alpha } = config
    this.#priorities = alpha === null ? null : new Priorities(this.#slots, alpha)
    this.#drawn = new Uint32Array(config.batchSize)
  }

  /** Transitions that can be drawn. */
  get transitions(): number {
    return this.#transitions
  }

  /** Bytes of all columns at full capacity. */
  get bytes(): number {
    const columns = [this.#rows, this.#own, this.#actions, this.#flags, this.#rewards]
    return columns.reduce((sum, column) => sum + column.byteLength, this.#priorities?.bytes ?? 0)
  }

  /** The slots of the last `sample`, in the order of the batch. */
  get drawn(): Readonly<Uint32Array> {
    return this.#drawn
  }

  /** The first observation of an episode. */
  begin(row: number, own: Float32Array): void {
    if (this.#used === 0) this.#used = 1
    else this.#advance()
    this.#observe(row, own)
  }

  /**
   * The step from the current observation to the next one. A truncation needs no mark: its window ends
   * because no transition follows, and bootstraps; a termination does not bootstrap.
   */
  add(
    action: number,
    reward: number,
    terminated: boolean,
    nextRow: number,
    nextOwn: Float32Array
  ): void {
    const slot = this.#head
    this.#actions[slot] = action
    this.#rewards[slot] = reward
    this.#flags[slot] = terminated ? TRANSITION | TERMINATED : TRANSITION
    this.#transitions++
    this.#priorities?.enter(slot)
    this.#advance()
    this.#observe(nextRow, nextOwn)
  }

  /**
   * Draws as many transitions as the batch has rows, with replacement, and writes their windows into
   * it. Uniform: one `random.integer` a draw, again where it meets no transition; prioritised: one
   * `random.float` a draw and importance weights with exponent `beta`.
   */
  sample(batch: Batch, beta: number, random: RandomStream): void {
    const drawn = this.#drawn
    if (this.#priorities) {
      this.#priorities.draw(drawn, batch.weights, beta, random)
    } else {
      for (let j = 0; j < drawn.length; j++) {
        let slot = random.integer(this.#used)
        while ((this.#flags[slot] & TRANSITION) === 0) slot = random.integer(this.#used)
        drawn[j] = slot
        batch.weights[j] = 1
      }
    }
    for (let j = 0; j < drawn.length; j++) this.#writeWindow(batch, j, drawn[j])
  }

  /** Gives the transitions of the last `sample` their new priorities; nothing when draws are uniform. */
  updatePriorities(tdErrors: Float32Array): void {
    this.#priorities?.update(this.#drawn, tdErrors)
  }

  /** Copies of the used slots. */
  export(): ReplayMemoryState {
    const slots = this.#used
    return {
      slots,
      head: this.#head,
      transitions: this.#transitions,
      rows: this.#rows.slice(0, slots),
      own: this.#own.slice(0, slots * this.#ownSize),
      actions: this.#actions.slice(0, slots),
      flags: this.#flags.slice(0, slots),
      rewards: this.#rewards.slice(0, slots),
      priorities: this.#priorities?.export(slots) ?? null,
      maxPriority: this.#priorities?.largest ?? 1,
    }
  }

  /** @throws E_CHECKPOINT_MISMATCH when it comes from a memory of another size or kind. */
  import(state: ReplayMemoryState): void {
    if (state.slots > this.#slots || state.own.length !== state.slots * this.#ownSize) {
      throw new CheckpointMismatch('its replay memory has another size')
    }
    if ((state.priorities === null) !== (this.#priorities === null)) {
      throw new CheckpointMismatch('its replay memory is not of the same kind (agent.prioritised)')
    }
    this.#used = state.slots
    this.#head = state.head
    this.#transitions = state.transitions
    this.#rows.set(state.rows)
    this.#own.set(state.own)
    this.#actions.set(state.actions)
    this.#flags.set(state.flags)
    this.#rewards.set(state.rewards)
    if (state.priorities) this.#priorities?.import(state.priorities, state.maxPriority)
  }

  #advance(): void {
    this.#head = this.#head + 1 === this.#slots ? 0 : this.#head + 1
    if (this.#used < this.#slots) this.#used++
    else if ((this.#flags[this.#head] & TRANSITION) !== 0) this.#transitions--
    this.#flags[this.#head] = 0
    this.#priorities?.leave(this.#head)
  }

  #observe(row: number, own: Float32Array): void {
    this.#rows[this.#head] = row
    const first = this.#head * this.#ownSize
    for (let i = 0; i < this.#ownSize; i++) this.#own[first + i] = own[i]
  }

  /**
   * The window that starts at `start` (n-step return, Sutton & Barto 2018, eq. 7.1): m <= n rewards,
   * returns = sum gamma^i r_i, bootstraps = gamma^m, or 0 after a termination; the next observation is
   * that after the m-th reward.
   */
  #writeWindow(batch: Batch, j: number, start: number): void {
    const { nStep, gamma } = this.#config
    let slot = start
    let sum = 0
    let discount = 1
    for (let m = 0; m < nStep; m++) {
      sum += discount * this.#rewards[slot]
      discount *= gamma
      if ((this.#flags[slot] & TERMINATED) !== 0) discount = 0
      slot = slot + 1 === this.#slots ? 0 : slot + 1
      if ((this.#flags[slot] & TRANSITION) === 0 || discount === 0) break
    }
    batch.rows[j] = this.#rows[start]
    batch.nextRows[j] = this.#rows[slot]
    batch.actions[j] = this.#actions[start]
    batch.returns[j] = sum
    batch.bootstraps[j] = discount
    this.#copyOwn(batch.own, j, start)
    this.#copyOwn(batch.nextOwn, j, slot)
  }

  #copyOwn(out: Float32Array, j: number, slot: number): void {
    const size = this.#ownSize
    for (let i = 0; i < size; i++) out[j * size + i] = this.#own[slot * size + i]
  }
}

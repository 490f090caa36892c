import type { FillReason } from '../portfolio/records.ts'
import {
  STEP_REASONS,
  type EpisodeKind,
  type EpisodeRecord,
  type StepColumns,
} from './episode_record.ts'
import type { TradingEnvironment } from './trading_environment.ts'

/** What a recorder is told of an episode beside what it saw. */
export interface EpisodeFacts {
  readonly kind: EpisodeKind
  readonly number: number
  /** Share of random actions at the end; 0 when greedy. */
  readonly epsilon: number
  readonly meanLoss: number | null
  /** Whether the record keeps the steps. */
  readonly withSteps: boolean
}

/**
 * Watches one environment through an episode: `begin` after its reset, `step` after each advance,
 * `finish` at its end. Its columns are made once, for the longest episode.
 */
export class EpisodeRecorder {
  readonly #environment: TradingEnvironment
  readonly #actions: number
  readonly #bar: Int32Array
  readonly #equity: Float64Array
  readonly #reward: Float64Array
  readonly #action: Uint8Array
  readonly #units: Float64Array
  readonly #weight: Float32Array
  readonly #reason: Uint8Array
  readonly #qValues: Float32Array
  readonly #counts: Int32Array
  #length = 0
  #held = 0
  #totalReward = 0
  #maxQ = 0
  #withQ = 0

  constructor(environment: TradingEnvironment) {
    const steps = environment.longestEpisode
    this.#environment = environment
    this.#actions = environment.actionSpace.n
    this.#bar = new Int32Array(steps)
    this.#equity = new Float64Array(steps + 1)
    this.#reward = new Float64Array(steps)
    this.#action = new Uint8Array(steps)
    this.#units = new Float64Array(steps)
    this.#weight = new Float32Array(steps)
    this.#reason = new Uint8Array(steps)
    this.#qValues = new Float32Array(steps * this.#actions)
    this.#counts = new Int32Array(this.#actions)
  }

  /** The environment has been reset. */
  begin(): void {
    this.#length = this.#held = this.#totalReward = this.#maxQ = this.#withQ = 0
    this.#counts.fill(0)
    this.#equity[0] = this.#environment.ledger.equity
  }

  /** The environment has advanced by `action`. `qValues`: float32 [actions] at its decision; null: none. */
  step(action: number, qValues: Float32Array | null): void {
    const { ledger, bar, own, reward } = this.#environment
    const k = this.#length
    this.#bar[k] = bar
    this.#equity[k + 1] = ledger.equity
    this.#reward[k] = reward
    this.#action[k] = action
    this.#units[k] = ledger.units
    this.#weight[k] = own[0]
    this.#reason[k] = reasonIndex(ledger.lastReason)
    this.#counts[action]++
    this.#totalReward += reward
    if (ledger.units !== 0) this.#held++
    if (qValues !== null) this.#noteQValues(k, qValues)
    this.#length = k + 1
  }

  /** The record of the episode; its arrays are copies. */
  finish(facts: EpisodeFacts): EpisodeRecord {
    const { ledger, terminated, truncated, market, startBar, current, bar } = this.#environment
    const { time, close } = current.series
    const steps = this.#length
    return {
      kind: facts.kind,
      number: facts.number,
      market,
      startBar,
      startTime: time[startBar],
      endTime: time[bar],
      initialEquity: this.#equity[0],
      finalEquity: this.#equity[steps],
      totalReward: this.#totalReward,
      steps,
      terminated,
      truncated,
      epsilon: facts.epsilon,
      meanLoss: facts.meanLoss,
      meanMaxQ: this.#withQ > 0 ? this.#maxQ / this.#withQ : null,
      equity: this.#equity.slice(0, steps + 1),
      exposure: this.#held / (steps + 1),
      actionCounts: Array.from(this.#counts),
      trades: [...ledger.trades],
      openTrade: ledger.openTrade(close[bar]),
      fills: [...ledger.fills],
      stepColumns: facts.withSteps ? this.#steps() : null,
    }
  }

  #noteQValues(k: number, qValues: Float32Array): void {
    let most = qValues[0]
    for (let a = 0; a < this.#actions; a++) {
      this.#qValues[k * this.#actions + a] = qValues[a]
      if (qValues[a] > most) most = qValues[a]
    }
    this.#maxQ += most
    this.#withQ++
  }

  #steps(): StepColumns {
    const length = this.#length
    const { time, close } = this.#environment.current.series
    const bar = this.#bar.slice(0, length)
    const hasQ = length > 0 && this.#withQ === length
    return {
      length,
      bar,
      time: Float64Array.from(bar, (b) => time[b]),
      equity: this.#equity.slice(1, length + 1),
      reward: this.#reward.slice(0, length),
      price: Float64Array.from(bar, (b) => close[b]),
      action: this.#action.slice(0, length),
      units: this.#units.slice(0, length),
      weight: this.#weight.slice(0, length),
      reason: this.#reason.slice(0, length),
      qValues: hasQ ? this.#qValues.slice(0, length * this.#actions) : null,
    }
  }
}

/** A position that no fill changed, or an order of the agent's: `agent`. */
function reasonIndex(reason: FillReason | null): number {
  return reason === null || reason === 'target' ? 0 : STEP_REASONS.indexOf(reason)
}

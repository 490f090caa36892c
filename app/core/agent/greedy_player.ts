import type { EpisodeKind, EpisodeRecord } from '../environment/episode_record.ts'
import { EpisodeRecorder } from '../environment/episode_recorder.ts'
import type { TradingEnvironment } from '../environment/trading_environment.ts'
import type { ComputeEngine } from '../ports/compute_engine.ts'

/**
 * Plays whole episodes greedily, from a market's first decision bar to its last bar, and records every
 * step with its Q-values. Nothing is drawn and nothing is learned.
 */
export class GreedyPlayer {
  readonly #environment: TradingEnvironment
  readonly #engine: ComputeEngine
  readonly #recorder: EpisodeRecorder
  readonly #qValues: Float32Array

  /** @param environment whose episodes begin at the first decision bar; its tables are those of the engine */
  constructor(environment: TradingEnvironment, engine: ComputeEngine) {
    this.#environment = environment
    this.#engine = engine
    this.#recorder = new EpisodeRecorder(environment)
    this.#qValues = new Float32Array(environment.actionSpace.n)
  }

  /** One episode in market number `market`; `number` as in EpisodeRecord. */
  play(market: number, kind: EpisodeKind, number: number): EpisodeRecord {
    const environment = this.#environment
    const qValues = this.#qValues
    environment.reset(undefined, { market })
    this.#recorder.begin()
    do {
      this.#engine.qValues(environment.row, environment.own, qValues)
      const action = firstLargest(qValues)
      environment.advance(action)
      this.#recorder.step(action, qValues)
    } while (!environment.terminated && !environment.truncated)
    return this.#recorder.finish({ kind, number, epsilon: 0, meanLoss: null, withSteps: true })
  }
}

/** Index of the largest value, the first of equals: the greedy action. */
export function firstLargest(values: Float32Array): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i
  return best
}

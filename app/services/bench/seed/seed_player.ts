import { recordedEpisode, type RecordedEpisode } from '#compute/workers/recorded_episode'
import { firstLargest } from '#core/agent/greedy_player'
import { rangeEnvironment } from '#core/agent/validator'
import type { EnvironmentMarket } from '#core/environment/environment_market'
import { EpisodeRecorder } from '#core/environment/episode_recorder'
import type { TradingEnvironment } from '#core/environment/trading_environment'
import { InvalidParameter } from '#core/errors'
import type { RandomStream } from '#core/random/random_stream'
import { seedParameters, type SeedMarket } from '#services/bench/seed/seed_markets'

type SeededKind = 'training' | 'validation'

/** Chance that another position is wanted at a bar. */
const CHANGE = 0.05
const MOST_TRIES = 100

/** Plays episodes of a market by drawn wishes, through the environment that training uses. */
export class SeedPlayer {
  readonly #ranges: Readonly<Record<SeededKind, Range>>
  readonly #random: RandomStream
  #action = 0

  constructor({ markets }: SeedMarket, random: RandomStream) {
    this.#ranges = {
      training: rangeOf(markets.training[0]),
      validation: rangeOf(markets.validation[0]),
    }
    this.#random = random
  }

  /**
   * An episode of exactly `steps` steps from a drawn bar, with every step; what ends in ruin is drawn
   * anew.
   * @throws E_INVALID_PARAMETER when the range has fewer bars
   */
  play(kind: SeededKind, number: number, steps: number, epsilon: number): RecordedEpisode {
    const { environment, recorder, market } = this.#ranges[kind]
    const last = market.lastBar - steps
    if (last < market.firstBar) throw tooLong(steps, kind, market.lastBar - market.firstBar)
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const startBar = market.firstBar + this.#random.integer(last - market.firstBar + 1)
      environment.reset(undefined, { market: 0, startBar })
      recorder.begin()
      for (let k = 0; k < steps && !environment.terminated; k++) this.#step(environment, recorder)
      if (environment.terminated) continue
      const meanLoss = kind === 'training' ? 0.002 + 0.02 / number : null
      const facts = { kind, number, epsilon, meanLoss, withSteps: true }
      return recordedEpisode(recorder.finish(facts), 0, market.periodsPerYear)
    }
    throw tooLong(steps, kind, 0)
  }

  /** One decision with made-up Q-values, of which the action's is the largest. */
  #step(environment: TradingEnvironment, recorder: EpisodeRecorder): void {
    const random = this.#random
    const q = new Float32Array(environment.actionSpace.n)
    for (let a = 0; a < q.length; a++) q[a] = 0.4 + 0.05 * (random.float() - 0.5)
    if (random.float() < CHANGE) this.#action = random.integer(q.length)
    const largest = firstLargest(q)
    const top = q[largest]
    q[largest] = q[this.#action]
    q[this.#action] = top
    environment.advance(this.#action)
    recorder.step(this.#action, q)
  }
}

interface Range {
  readonly market: EnvironmentMarket
  readonly environment: TradingEnvironment
  readonly recorder: EpisodeRecorder
}

function rangeOf(market: EnvironmentMarket): Range {
  const { environment: rules, features } = seedParameters(1)
  const environment = rangeEnvironment([market], rules, features.window)
  return { market, environment, recorder: new EpisodeRecorder(environment) }
}

function tooLong(steps: number, kind: SeededKind, bars: number): InvalidParameter {
  const message = `An episode of ${steps} steps does not fit into the ${kind} range of ${bars} bars.`
  return new InvalidParameter('steps', message, 'Give fewer steps or more episodes.')
}

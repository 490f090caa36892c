import type { EnvironmentMarket } from '../environment/environment_market.ts'
import type { EnvironmentConfig } from '../environment/environment_parameters.ts'
import type { EpisodeRecord } from '../environment/episode_record.ts'
import { playLevels } from '../environment/play_levels.ts'
import { TradingEnvironment } from '../environment/trading_environment.ts'
import type { ComputeEngine } from '../ports/compute_engine.ts'
import { RandomStream } from '../random/random_stream.ts'
import { curveScore, meanScore } from './curve_score.ts'
import { GreedyPlayer } from './greedy_player.ts'
import type { CurveScore } from './run_contract.ts'

/** An environment whose episodes are whole ranges; it has a stream because it must, and draws nothing from it. */
export function rangeEnvironment(
  markets: readonly EnvironmentMarket[],
  config: EnvironmentConfig,
  window: number
): TradingEnvironment {
  const random = new RandomStream(new Uint32Array(4))
  return new TradingEnvironment(markets, config, {
    window,
    episodeLength: null,
    randomStart: false,
    random,
  })
}

/** Greedy passes over the validation range of each market, beside buy and hold. */
export class Validator {
  readonly buyAndHold: CurveScore
  readonly #markets: readonly EnvironmentMarket[]
  readonly #player: GreedyPlayer

  constructor(
    environment: TradingEnvironment,
    markets: readonly EnvironmentMarket[],
    config: EnvironmentConfig,
    engine: ComputeEngine
  ) {
    this.#markets = markets
    this.#player = new GreedyPlayer(environment, engine)
    this.buyAndHold = meanScore(markets.map((_, market) => holdScore(environment, market, config)))
  }

  /** One episode a market, and their mean score. */
  validate(episode: number): { score: CurveScore; records: EpisodeRecord[] } {
    const records = this.#markets.map((_, market) =>
      this.#player.play(market, 'validation', episode)
    )
    const scores = records.map(({ equity }, market) =>
      curveScore(equity, this.#markets[market].periodsPerYear)
    )
    return { score: meanScore(scores), records }
  }
}

/** Fully long from the first decision bar of a market to its last bar, in the same account. */
function holdScore(
  environment: TradingEnvironment,
  market: number,
  config: EnvironmentConfig
): CurveScore {
  environment.reset(undefined, { market })
  const { startBar, current } = environment
  const { series, lastBar, periodsPerYear } = current
  const levels = new Float64Array(lastBar - startBar).fill(1)
  const play = playLevels(series, levels, config, { periodsPerYear, startBar, lastBar })
  return curveScore(play.equity, periodsPerYear)
}

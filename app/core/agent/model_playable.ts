import type { EnvironmentMarket } from '../environment/environment_market.ts'
import type { EpisodeKind, EpisodeRecord } from '../environment/episode_record.ts'
import { measurePlay, playedEpisode } from '../evaluation/compared_play.ts'
import type { FullPlay, Playable, PlayChange } from '../evaluation/playable.ts'
import type { BarRange } from '../evaluation/splits.ts'
import { tradeRows } from '../evaluation/tear_sheet/trade_analysis.ts'
import type { LedgerConfig } from '../portfolio/ledger_parameters.ts'
import type { ComputeEngine, ComputeEngineFactory } from '../ports/compute_engine.ts'
import { GreedyPlayer } from './greedy_player.ts'
import type { RunDataset } from './run_contract.ts'
import type { FeaturedSeries } from './sealed_series.ts'
import { modelEngine, modelMarket, type StoredModel } from './stored_model.ts'
import { rangeEnvironment } from './validator.ts'

/**
 * A model on the range of `kind` of one dataset, playing greedily. Under other rules it sees another
 * account and may decide otherwise, as it would have. `test` reads the sealed range: whoever asks for
 * it records the look.
 */
export class ModelPlayable implements Playable {
  readonly model: StoredModel
  readonly featured: FeaturedSeries
  readonly rules: LedgerConfig
  /** First decision bar to last bar, of the dataset's bars. */
  readonly range: BarRange
  readonly #kind: EpisodeKind
  readonly #market: EnvironmentMarket
  readonly #engine: ComputeEngine

  /** @throws E_SPLIT_TOO_SHORT, E_MARKET_UNFIT */
  constructor(
    model: StoredModel,
    dataset: RunDataset,
    kind: EpisodeKind,
    engines: ComputeEngineFactory
  ) {
    const { environment: rules, features } = model.manifest.parameters
    const { featured, market } = modelMarket(model, dataset, kind)
    const environment = rangeEnvironment([market], rules, features.window)
    environment.reset()
    this.model = model
    this.featured = featured
    this.rules = rules
    this.range = { first: environment.startBar, last: market.lastBar }
    this.#kind = kind
    this.#market = market
    this.#engine = modelEngine(model, environment.tables, engines)
  }

  /** The episode with every step and its Q-values. */
  record({ rules = this.rules, shift = 0 }: PlayChange = {}): EpisodeRecord {
    const { environment, features } = this.model.manifest.parameters
    const market = { ...this.#market, firstBar: this.range.first + shift }
    const played = rangeEnvironment([market], { ...environment, ...rules }, features.window)
    return new GreedyPlayer(played, this.#engine).play(0, this.#kind, this.model.episode)
  }

  play(change: PlayChange = {}): FullPlay {
    return this.measure(this.record(change))
  }

  /** A record of this model as a play. */
  measure(record: EpisodeRecord): FullPlay {
    const { series } = this.featured
    const account = playedEpisode(record, series, this.range.last)
    const { levels } = this.model.manifest.parameters.environment
    const wanted = new Float64Array(account.time.length - 1)
    record.stepColumns?.action.forEach((action, k) => (wanted[k] = levels[action]))
    const { trades, openTrade, actionCounts } = record
    return {
      ...measurePlay(account, this.#market.periodsPerYear),
      time: account.time,
      trades: tradeRows(trades, openTrade, series, this.range.last),
      wanted,
      actionCounts,
    }
  }
}

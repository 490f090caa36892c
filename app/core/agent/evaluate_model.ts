import type { EpisodeKind, EpisodeRecord } from '../environment/episode_record.ts'
import type { ComputeEngineFactory } from '../ports/compute_engine.ts'
import { GreedyPlayer } from './greedy_player.ts'
import type { RunDataset } from './run_contract.ts'
import { modelEngine, modelMarket, type StoredModel } from './stored_model.ts'
import { rangeEnvironment } from './validator.ts'

/**
 * Plays a model greedily over the whole range of `kind` of one dataset, with costs and fills as in
 * training, and records every step with its Q-values. `test` reads the sealed range: whoever asks for
 * it records the look. The record's `market` is 0, its bars are those of the dataset, its prices those
 * of `openSeries` (test) or `sealedSeries`.
 * @throws E_SPLIT_TOO_SHORT, E_MARKET_UNFIT
 */
export function evaluateModel(
  model: StoredModel,
  dataset: RunDataset,
  kind: EpisodeKind,
  engines: ComputeEngineFactory
): EpisodeRecord {
  const { environment: rules, features } = model.manifest.parameters
  const { market } = modelMarket(model, dataset, kind)
  const environment = rangeEnvironment([market], rules, features.window)
  const engine = modelEngine(model, environment.tables, engines)
  return new GreedyPlayer(environment, engine).play(0, kind, model.episode)
}

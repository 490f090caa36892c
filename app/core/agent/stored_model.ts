import type { EnvironmentMarket } from '../environment/environment_market.ts'
import type { EpisodeKind } from '../environment/episode_record.ts'
import type { BarRange } from '../evaluation/splits.ts'
import { scaledTable } from '../features/scaler.ts'
import type { ComputeEngine, ComputeEngineFactory } from '../ports/compute_engine.ts'
import type { RunModel } from './model_manifest.ts'
import type { RunDataset } from './run_contract.ts'
import { ModelFeaturesDiffer } from './agent_errors.ts'
import { environmentMarket } from './run_markets.ts'
import { openSeries, sealedSeries, type FeaturedSeries } from './sealed_series.ts'
import { updateRule } from './strategy_agent.ts'

/** What using a model takes of it. */
export type StoredModel = Pick<RunModel, 'episode' | 'manifest' | 'weights'>

/** An engine that acts with a model's weights on the given tables; it is not for learning. */
export function modelEngine(
  { manifest, weights }: StoredModel,
  tables: readonly Float32Array[],
  engines: ComputeEngineFactory
): ComputeEngine {
  const rule = { ...updateRule(manifest.parameters.agent), batchSize: 1 }
  const engine = engines.create(manifest.shape, rule)
  engine.loadTables(tables)
  const none = weights.slice().fill(0)
  engine.import({
    online: weights,
    target: weights,
    firstMoment: none,
    secondMoment: none,
    updates: 0,
  })
  return engine
}

/**
 * A dataset as a model sees it in episodes of `kind`, scaled by the model's scaler: training and
 * validation on the sealed bars, test on all of them.
 * @throws E_MODEL_FEATURES
 */
export function modelMarket(
  { manifest }: StoredModel,
  dataset: RunDataset,
  kind: EpisodeKind
): { featured: FeaturedSeries; market: EnvironmentMarket } {
  const { parameters, scaler, featureNames } = manifest
  const featured = (kind === 'test' ? openSeries : sealedSeries)(dataset, parameters)
  const found = featured.matrix.features.map(({ name }) => name)
  if (found.join() !== featureNames.join()) throw new ModelFeaturesDiffer(featureNames, found)
  const table = scaledTable(featured.matrix, scaler, parameters.features.clip)
  const range = decisionRange(featured, kind, parameters.features.window)
  return { featured, market: environmentMarket(dataset, featured, table, range) }
}

function decisionRange({ splits }: FeaturedSeries, kind: EpisodeKind, window: number): BarRange {
  const range = splits[kind]
  return kind === 'training' ? { ...range, first: range.first + window - 1 } : range
}

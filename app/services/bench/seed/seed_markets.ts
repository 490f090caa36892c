import { engineFactory } from '#compute/engines/factory'
import type { RunModel } from '#core/agent/model_manifest'
import type { RunDataset, RunFacts } from '#core/agent/run_contract'
import { runMarkets, type RunMarkets } from '#core/agent/run_markets'
import { runTraining } from '#core/agent/training_run'
import { Defect } from '#core/errors'
import { admit } from '#core/market/data_fetcher'
import { sliceBars } from '#core/market/bar_range'
import type { SourcedSeries } from '#core/market/series'
import type { RunParameters } from '#core/parameters/catalogue'
import { resolveParameters } from '#core/parameters/resolve'
import { SampleDataSource } from '#integrations/data_sources/sample_data_source'
import type { Actor } from '#services/audit_service'
import { randomWalk } from '#services/bench/random_walk'
import { RECORD_EVERY, VALIDATE_EVERY } from '#services/bench/seed/seed_plan'
import { codeVersion } from '#services/code_version'
import type DatasetService from '#services/dataset_service'

/** A stored dataset, and what a short run on it found out and learned. */
export interface SeedMarket {
  readonly datasetId: number
  readonly dataset: RunDataset
  readonly markets: RunMarkets
  readonly facts: RunFacts
  readonly model: RunModel
}

/** Bars of the walk: its training range holds the long episode. */
const WALK_BARS = 9000
/** Versions of the index, each a month longer than the one before. */
const VERSIONS = 12
const MONTH_BARS = 21

/** What every seeded run was launched with, but for the number of its episodes. */
export function seedParameters(episodes: number): RunParameters {
  return resolveParameters(
    {
      'training.episodes': episodes,
      'training.validateEvery': VALIDATE_EVERY,
      'training.recordEvery': RECORD_EVERY,
      'training.episodeLength': null,
    },
    'quick'
  )
}

/** Stores the seeded datasets: hourly bars of a walk, and the S&P 500 in monthly versions. */
export async function seedMarkets(datasets: DatasetService, actor: Actor): Promise<SeedMarket[]> {
  const walk: SourcedSeries = {
    identity: {
      ...{ symbol: 'SEEDED-WALK', interval: '1h', source: 'sample' },
      ...{ calendar: 'always', currency: 'USD' },
    },
    series: randomWalk(WALK_BARS),
    actions: [],
    splitAdjusted: true,
  }
  const request = { symbol: 'SP500', interval: '1d', from: null, to: null } as const
  const sample = await new SampleDataSource().fetch(request)
  const identity = { ...sample.identity, symbol: 'SEEDED-SP500' }
  const { length } = sample.series
  const versions = Array.from({ length: VERSIONS }, (_, k) => {
    const bars = length - (VERSIONS - 1 - k) * MONTH_BARS
    return { ...sample, identity, series: sliceBars(sample.series, 0, bars) }
  })
  const store = async (data: SourcedSeries) => {
    const { dataset } = await datasets.store(admit(data, true), actor)
    return { datasetId: Number(dataset.datasetId), sha256: dataset.sha256, data }
  }
  const first = await store(walk)
  for (const version of versions.slice(0, -1)) await store(version)
  return [first, await store(versions[VERSIONS - 1])].map(marketOf)
}

function marketOf(stored: { datasetId: number; sha256: string; data: SourcedSeries }): SeedMarket {
  const { datasetId, sha256, data } = stored
  const dataset: RunDataset = { ...data, sha256 }
  const markets = runMarkets([dataset], seedParameters(1))
  return { datasetId, dataset, markets, ...shortRun(dataset) }
}

/** One episode of real training: facts and a model that pages can ask. */
function shortRun(dataset: RunDataset): { facts: RunFacts; model: RunModel } {
  const parameters = resolveParameters(
    { 'training.episodes': 1, 'training.episodeLength': 100, 'training.validateEvery': 1 },
    'quick'
  )
  const spec = { seed: 1, parameters, datasets: [dataset], codeVersion: codeVersion() }
  let facts: RunFacts | null = null
  const ignore = () => undefined
  const { best } = runTraining({ ...spec, checkpoint: null }, engineFactory('auto'), {
    prepared: (found) => {
      facts = found
    },
    cancelled: () => false,
    progress: ignore,
    episode: ignore,
    validation: ignore,
    best: ignore,
    checkpointDue: () => false,
    checkpoint: ignore,
  })
  if (best === null || facts === null)
    throw new Defect('One episode with validation left no model.')
  return { facts, model: best }
}

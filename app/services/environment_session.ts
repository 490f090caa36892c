import { runMarkets } from '#core/agent/run_markets'
import type { RunDataset } from '#core/agent/run_contract'
import { TradingEnvironment } from '#core/environment/trading_environment'
import { DataFetcher } from '#core/market/data_fetcher'
import { resolveParameters } from '#core/parameters/resolve'
import { streamOf } from '#core/random/streams'
import { SampleDataSource } from '#integrations/data_sources/sample_data_source'
import { packDataset } from '#integrations/data_sources/dataset_hash'

/** The AAPL sample as it comes with the installation; nothing is stored. */
export async function sampleRunDataset(): Promise<RunDataset> {
  const fetcher = new DataFetcher([new SampleDataSource()])
  const { data } = await fetcher.fetchHistoricalData('AAPL', null, null, '1d')
  const { sha256 } = await packDataset(data)
  return { ...data, sha256 }
}

/**
 * The environment that a run with these parameters trains in: the same training ranges, features,
 * scaler, rules and episodes. Validation and test ranges stay sealed.
 * @param seed root seed of the episodes, integer in [0, 2^32), until a reset brings its own
 * @throws E_INVALID_PARAMETER, E_MARKET_UNFIT, and as `runMarkets`
 */
export function trainingEnvironment(
  datasets: readonly RunDataset[],
  set: Readonly<Record<string, unknown>>,
  seed: number
): TradingEnvironment {
  const parameters = resolveParameters(set)
  const { environment, features, training } = parameters
  return new TradingEnvironment(runMarkets(datasets, parameters).training, environment, {
    window: features.window,
    episodeLength: training.episodeLength,
    randomStart: true,
    random: streamOf(seed, 'environment'),
  })
}

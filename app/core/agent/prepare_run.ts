import { TradingEnvironment } from '../environment/trading_environment.ts'
import { streamOf } from '../random/streams.ts'
import { runChecks } from './run_checks.ts'
import type { RunFacts, RunSpec } from './run_contract.ts'
import { runMarkets, type RunMarkets } from './run_markets.ts'

/** What a run has before its first step. Nothing writes to it, so that other runs can begin with it. */
export interface PreparedRun {
  readonly markets: RunMarkets
  readonly checks: RunFacts['checks']
}

/**
 * Seals, splits and scales the datasets, and checks features and environment. Depends on the seed, the
 * datasets, `data`, `features`, `environment` and `training.episodeLength`, and on nothing else.
 * @throws what `runMarkets` and `runChecks` throw
 */
export function prepareRun(spec: RunSpec): PreparedRun {
  const markets = runMarkets(spec.datasets, spec.parameters)
  return { markets, checks: runChecks(spec, markets, trainingEnvironment(spec, markets)) }
}

/** An environment on the training range, at its beginning. */
export function trainingEnvironment(spec: RunSpec, markets: RunMarkets): TradingEnvironment {
  const { environment, features, training } = spec.parameters
  return new TradingEnvironment(markets.training, environment, {
    window: features.window,
    episodeLength: training.episodeLength,
    randomStart: true,
    random: streamOf(spec.seed, 'environment'),
  })
}

import { checkEnvironment } from '../environment/environment_checker.ts'
import type { Environment } from '../environment/environment.ts'
import { CodedError } from '../errors.ts'
import { checkPrefixInvariance } from '../features/prefix_invariance.ts'
import { streamOf } from '../random/streams.ts'
import type { RunFacts, RunSpec } from './run_contract.ts'
import type { RunMarkets } from './run_markets.ts'
import { featuresOf } from './sealed_series.ts'

/** The environment breaks a rule of its contract. */
class EnvironmentUnfit extends CodedError {
  readonly code = 'E_ENVIRONMENT_UNFIT'
  readonly kind = 'defect'

  constructor(rule: string, seen: string) {
    super(
      `The environment breaks the rule "${rule}": ${seen}. Nothing was trained.`,
      'This is a fault of the software or of its parameters under environment. Please report it.'
    )
  }
}

/**
 * What must hold before a run begins: features look at no later bar, and the environment keeps its
 * contract. `environment` is used up: a run trains on another one.
 * @throws E_FEATURE_LOOKAHEAD, E_ENVIRONMENT_UNFIT
 */
export function runChecks(
  spec: RunSpec,
  markets: RunMarkets,
  environment: Environment
): RunFacts['checks'] {
  const lookahead = spec.datasets.map(({ identity }, i) => {
    const { series } = markets.sealed[i]
    const compute = (bars: typeof series) => featuresOf(bars, identity, spec.parameters)
    const random = streamOf(spec.seed, 'benchmark')
    const { features, bars, prefixes } = checkPrefixInvariance(series, compute, random)
    return {
      name: `Prefix invariance of ${identity.symbol}`,
      detail: `${features} features are the same on ${prefixes} prefixes as on all ${bars} bars`,
    }
  })
  const rules = checkEnvironment(environment)
  const broken = rules.find(({ passed }) => !passed)
  if (broken) throw new EnvironmentUnfit(broken.rule, broken.seen)
  return [...lookahead, { name: 'Environment contract', detail: `${rules.length} rules hold` }]
}

import { InvalidParameter } from '#core/errors'
import type { Strategy } from '#core/evaluation/benchmarks/strategies'
import type { Adjustment } from '#core/market/series'
import { resolveParameters } from '#core/parameters/resolve'
import { BARE_LEDGER } from '#core/portfolio/bare_ledger'
import type { LedgerConfig } from '#core/portfolio/ledger_parameters'

const ADJUSTMENT = 'data.adjustment'
const LEDGER_PATHS = Object.keys(BARE_LEDGER).map((name) => `environment.${name}`)

export interface BacktestRules {
  /** What is meant for the strategy: every name without a point. */
  readonly own: Readonly<Record<string, unknown>>
  readonly environment: LedgerConfig
  readonly adjustment: Adjustment
}

/**
 * Sorts what was set into the strategy's own, by bare name, and the account's, by path, over the
 * catalogue's defaults.
 * @throws E_INVALID_PARAMETER for a path that a backtest does not have, or a value out of bounds
 */
export function backtestRules(
  strategy: Strategy,
  set: Readonly<Record<string, unknown>>
): BacktestRules {
  const entries = Object.entries(set)
  const paths = entries.filter(([path]) => path.includes('.'))
  const unknown = paths.find(([path]) => path !== ADJUSTMENT && !LEDGER_PATHS.includes(path))
  if (unknown !== undefined) throw unknownPath(unknown[0], strategy)
  const { environment, data } = resolveParameters(Object.fromEntries(paths))
  return {
    own: Object.fromEntries(entries.filter(([path]) => !path.includes('.'))),
    environment,
    adjustment: data.adjustment,
  }
}

function unknownPath(path: string, { name, parameters }: Strategy): InvalidParameter {
  const known = [...parameters.map((parameter) => parameter.path), ...LEDGER_PATHS, ADJUSTMENT]
  const message = `A backtest of ${name} has no parameter ${path}.`
  return new InvalidParameter(path, message, `It has ${known.join(', ')}.`)
}

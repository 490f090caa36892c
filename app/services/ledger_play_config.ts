import { InvalidParameter } from '#core/errors'
import { findOverrideFaults, resolveParameters } from '#core/parameters/resolve'
import { BARE_LEDGER } from '#core/portfolio/bare_ledger'
import type { LedgerConfig } from '#core/portfolio/ledger_parameters'

const GROUP = 'environment.'
const OWN = ['startBar', 'periodsPerYear'] as const

export interface LedgerPlayConfig {
  readonly rules: LedgerConfig
  /** Bar of the first decision. */
  readonly startBar: number
  /** Bars a year, for annualising. */
  readonly periodsPerYear: number
}

/**
 * An account without costs, changed by values under the parameters' names, with or without
 * `environment.`; beside them `startBar` (0) and `periodsPerYear` (252).
 * @throws E_INVALID_PARAMETER with the value and its bound
 */
export function ledgerPlayConfig(set: Readonly<Record<string, unknown>>): LedgerPlayConfig {
  const named = Object.entries(set).map(([path, value]) => [bareName(path), value] as const)
  const given = named.filter(([name]) => !OWN.some((own) => own === name))
  const unknown = given.find(([name]) => !(name in BARE_LEDGER))
  if (unknown !== undefined) throw unknownName(unknown[0])
  const overrides = Object.fromEntries(given.map(([name, value]) => [`${GROUP}${name}`, value]))
  refuseFaults(overrides)
  const { environment } = resolveParameters(overrides)
  const own = Object.fromEntries(named)
  const changed = given.map(([name]) => [name, environment[name as keyof LedgerConfig]])
  return {
    rules: { ...BARE_LEDGER, ...Object.fromEntries(changed) },
    startBar: startBarOf(own['startBar'] ?? 0),
    periodsPerYear: periodsOf(own['periodsPerYear'] ?? 252),
  }
}

/** In the catalogue's words, but with the ledger's own default. */
function refuseFaults(overrides: Readonly<Record<string, unknown>>): void {
  const [fault] = findOverrideFaults(overrides)
  if (fault === undefined) return
  const value = BARE_LEDGER[bareName(fault.path) as keyof LedgerConfig]
  throw new InvalidParameter(
    fault.path,
    fault.message,
    `The ledger takes ${value ?? 'none'} itself.`
  )
}

function bareName(path: string): string {
  return path.startsWith(GROUP) ? path.slice(GROUP.length) : path
}

function unknownName(name: string): InvalidParameter {
  const names = [...Object.keys(BARE_LEDGER), ...OWN].join(', ')
  const message = `The ledger has no parameter ${name}.`
  return new InvalidParameter(name, message, `It has ${names}.`)
}

function startBarOf(given: unknown): number {
  const bar = numberOf(given)
  if (Number.isInteger(bar) && bar >= 0) return bar
  const message = `startBar is ${JSON.stringify(given)}, but must be an integer of 0 or more.`
  throw new InvalidParameter('startBar', message, 'The default is 0.')
}

function periodsOf(given: unknown): number {
  const periods = numberOf(given)
  if (periods > 0 && periods <= 1e6) return periods
  const message = `periodsPerYear is ${JSON.stringify(given)}, but must be a number over 0 and at most 1000000.`
  throw new InvalidParameter('periodsPerYear', message, 'The default is 252.')
}

function numberOf(given: unknown): number {
  if (typeof given === 'string' && given.trim() === '') return NaN
  return typeof given === 'string' || typeof given === 'number' ? Number(given) : NaN
}

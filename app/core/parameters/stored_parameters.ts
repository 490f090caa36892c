import { CodedError } from '../errors.ts'
import { CATALOGUE, type RunParameters } from './catalogue.ts'
import { resolveParameters } from './resolve.ts'

/** A stored config that this version cannot read. */
export class ParametersVersionUnknown extends CodedError {
  readonly code = 'E_PARAMETERS_VERSION'
  readonly kind = 'conflict'

  constructor(version: unknown) {
    super(
      `The stored parameters have version ${String(version)}, but this program reads version 1.`,
      'Use the version of the program that stored them, or a newer one.'
    )
  }
}

/**
 * A config as it was stored, brought to today's version: what a later catalogue added has its default.
 * @throws E_PARAMETERS_VERSION
 */
export function restoreParameters(stored: unknown): RunParameters {
  const version = (stored as { version?: unknown } | null)?.version
  if (version !== 1) throw new ParametersVersionUnknown(version)
  const groups = stored as Record<string, Record<string, unknown> | undefined>
  const known = CATALOGUE.flatMap(({ path }) => {
    const [group, key] = path.split('.')
    const value = groups[group]?.[key]
    return value === undefined ? [] : [[path, value] as const]
  })
  return resolveParameters(Object.fromEntries(known))
}

import { InvalidParameter } from '#core/errors'

/** A number; undefined: the flag is not given. @throws E_INVALID_PARAMETER */
export function numberOf(flag: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined
  const value = Number(given)
  if (given.trim() !== '' && Number.isFinite(value)) return value
  throw new InvalidParameter(
    flag,
    `--${flag} is "${given}", but must be a number.`,
    'Leave it out for the default.'
  )
}

/** The same of whole numbers. @throws E_INVALID_PARAMETER */
export function integerOf(flag: string, given: string | undefined): number | undefined {
  const value = numberOf(flag, given)
  if (value === undefined || Number.isInteger(value)) return value
  throw new InvalidParameter(
    flag,
    `--${flag} is ${value}, but must be an integer.`,
    'Leave it out for the default.'
  )
}

/** A property of a command as its flag is typed: `maxResource` is `--max-resource`. */
export function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

/**
 * A flag that is given twice comes as a list, whatever its type says.
 * @throws E_INVALID_PARAMETER
 */
export function refuseTwice<Name extends string>(
  flags: Readonly<Partial<Record<Name, unknown>>>,
  single: readonly Name[]
): void {
  for (const name of single) {
    const value = flags[name]
    if (!Array.isArray(value)) continue
    throw new InvalidParameter(
      name,
      `${flagOf(name)} is given ${value.length} times, but must be given once.`,
      'Leave the others out.'
    )
  }
}

export function withoutUndefined<T extends object>(
  given: T
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

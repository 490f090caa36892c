import { InvalidParameter } from '../../core/errors.ts'

const QUARTER_HOUR = 900_000

/** Offsets from UTC of one IANA time zone, by the platform's tables. */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat | null
  readonly #offsets = new Map<number, number>()

  /** @throws E_INVALID_PARAMETER for a name that the platform does not know. */
  constructor(name: string) {
    this.#format = name === 'UTC' ? null : formatOf(name)
  }

  /** Offset at a UTC epoch time, both in milliseconds; positive to the east. */
  offsetAt(time: number): number {
    if (this.#format === null) return 0
    // offsets change on a quarter of an hour, everywhere
    const quarter = Math.floor(time / QUARTER_HOUR)
    let offset = this.#offsets.get(quarter)
    if (offset === undefined) {
      offset = readOffset(this.#format, quarter * QUARTER_HOUR)
      this.#offsets.set(quarter, offset)
    }
    return offset
  }

  /**
   * Offset of a wall-clock time, given as if it were UTC. An hour that occurs twice is taken as the
   * first; one that is left out as if the clock had not been moved.
   */
  offsetOfWall(wall: number): number {
    const before = this.offsetAt(wall - 86_400_000)
    return this.offsetAt(wall - before) === before
      ? before
      : this.offsetAt(wall - this.offsetAt(wall))
  }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  } catch {
    // Intl says no more than that it is invalid
    throw new InvalidParameter(
      'timeZone',
      `timeZone is ${JSON.stringify(timeZone)}, but must be an IANA name.`,
      'Write it as in Europe/Berlin or America/New_York.'
    )
  }
}

function readOffset(format: Intl.DateTimeFormat, time: number): number {
  const part = Object.fromEntries(
    format.formatToParts(time).map(({ type, value }) => [type, Number(value)])
  )
  const { year, month, day, hour, minute, second } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - time
}

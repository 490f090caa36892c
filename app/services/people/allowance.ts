import { CodedError } from '#core/errors'

/**
 * What a request costs this process beyond a reading of rows: a `moment` of computing (tens of
 * milliseconds, by what is asked), or `seconds` of a thread.
 */
export type Cost = 'moment' | 'seconds'

interface Rate {
  readonly atOnce: number
  readonly everyMilliseconds: number
}

/**
 * A form is judged 400 ms after the last key, a chart follows its pointer at most ten times a second:
 * nobody who uses the pages meets these.
 */
const RATES: Readonly<Record<Cost, Rate>> = {
  moment: { atOnce: 300, everyMilliseconds: 100 },
  seconds: { atOnce: 60, everyMilliseconds: 3000 },
}

export class TooManyRequests extends CodedError {
  readonly code = 'E_TOO_MANY_REQUESTS'
  readonly kind = 'limited'

  constructor(readonly retryAfterSeconds: number) {
    super(
      'You asked for more than a person may have computed at a time. Nothing was changed.',
      `Try again in ${retryAfterSeconds} s.`
    )
  }
}

/**
 * Requests that one person may have computed: so many at once, and then one more every so often. The
 * work that it bounds is this process's own, so each server counts for itself.
 */
export class Allowance {
  /** When the requests of each person are made up for. */
  readonly #clearAt = new Map<number, number>()
  readonly #rate: Rate
  readonly #now: () => number
  #swept = 0

  constructor(rate: Rate, now: () => number = () => Date.now()) {
    this.#rate = rate
    this.#now = now
  }

  /** @throws E_TOO_MANY_REQUESTS */
  claim(userId: number): void {
    const { atOnce, everyMilliseconds } = this.#rate
    const now = this.#now()
    const clearAt = Math.max(now, this.#clearAt.get(userId) ?? 0) + everyMilliseconds
    const over = clearAt - now - atOnce * everyMilliseconds
    if (over > 0) throw new TooManyRequests(Math.ceil(over / 1000))
    this.#clearAt.set(userId, clearAt)
    this.#sweep(now)
  }

  /** Forgets who has nothing to make up for, once in the time in which all could have. */
  #sweep(now: number): void {
    const { atOnce, everyMilliseconds } = this.#rate
    if (now - this.#swept < atOnce * everyMilliseconds) return
    this.#swept = now
    for (const [userId, clearAt] of this.#clearAt) if (clearAt <= now) this.#clearAt.delete(userId)
  }
}

const allowances: Readonly<Record<Cost, Allowance>> = {
  moment: new Allowance(RATES.moment),
  seconds: new Allowance(RATES.seconds),
}

/** Counts a request of a person, over pages and API. @throws E_TOO_MANY_REQUESTS */
export function claimCost(userId: number, cost: Cost): void {
  allowances[cost].claim(userId)
}

import { CodedError } from '#core/errors'

/** Wrong pairs of one person and address after which a wait begins. */
const FREE_TRIES = 5
/** Of one address, over all persons: many colleagues may share it. */
const FREE_TRIES_OF_ADDRESS = 50
const WAIT_MS = 60_000
const FORGET_MS = 15 * 60_000
const MOST_KEYS = 10_000

export class TooManyAttempts extends CodedError {
  readonly code = 'E_TOO_MANY_ATTEMPTS'
  readonly kind = 'refused'

  constructor(seconds: number) {
    super(`Too many wrong attempts. Wait ${seconds} s.`, 'Then try again.')
  }
}

interface Attempts {
  wrong: number
  lastMs: number
}

/** Counts wrong sign-ins by a key (an address, or one with a person) and makes whoever guesses wait. */
export class SignInAttempts {
  readonly #freeTries: number
  readonly #now: () => number
  readonly #attempts = new Map<string, Attempts>()

  constructor(freeTries = FREE_TRIES, now: () => number = Date.now) {
    this.#freeTries = freeTries
    this.#now = now
  }

  /** @throws E_TOO_MANY_ATTEMPTS while the wait lasts */
  check(key: string): void {
    const attempts = this.#attempts.get(key)
    if (!attempts || attempts.wrong < this.#freeTries) return
    const left = attempts.lastMs + WAIT_MS - this.#now()
    if (left > 0) throw new TooManyAttempts(Math.ceil(left / 1000))
  }

  wrong(key: string): void {
    this.#forgetOld()
    const now = this.#now()
    const attempts = this.#attempts.get(key) ?? { wrong: 0, lastMs: now }
    this.#attempts.set(key, { wrong: attempts.wrong + 1, lastMs: now })
  }

  right(key: string): void {
    this.#attempts.delete(key)
  }

  /** Forgets everybody. */
  forget(): void {
    this.#attempts.clear()
  }

  #forgetOld(): void {
    const since = this.#now() - FORGET_MS
    for (const [key, { lastMs }] of this.#attempts) {
      if (lastMs > since && this.#attempts.size < MOST_KEYS) break
      this.#attempts.delete(key)
    }
  }
}

export const signInAttempts = new SignInAttempts()
/** So that nobody tries one password on everybody. */
export const addressAttempts = new SignInAttempts(FREE_TRIES_OF_ADDRESS)
/** Letters with a link to a new password, by the address that asks for them. */
export const resetAttempts = new SignInAttempts()

import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { CodedError } from '#core/errors'
import { row } from '#services/pages/rows'

/** Attempts of one person and address after which a wait begins. */
const FREE_TRIES = 5
/** Of one address, over all persons: many colleagues may share it. */
const FREE_TRIES_OF_ADDRESS = 50
const WAIT = `interval '60 seconds'`
const FORGOTTEN_AFTER = `interval '15 minutes'`

export class TooManyAttempts extends CodedError {
  readonly code = 'E_TOO_MANY_ATTEMPTS'
  readonly kind = 'limited'

  constructor(readonly retryAfterSeconds: number) {
    super(`Too many wrong attempts. Wait ${retryAfterSeconds} s.`, 'Then try again.')
  }
}

const COUNT = `insert into sign_in_attempts as a (key_sha256, attempts, last_at)
  values (:key, 1, clock_timestamp())
  on conflict (key_sha256) do update set last_at = clock_timestamp(),
    attempts = case when a.last_at < clock_timestamp() - ${FORGOTTEN_AFTER} then 1
      else a.attempts + 1 end`
/** Nothing is counted, and nothing returned, while the wait lasts. */
const CLAIM = `${COUNT}
  where a.attempts < :free or a.last_at <= clock_timestamp() - ${WAIT} returning attempts`
const LEFT = `select ceil(extract(epoch from last_at + ${WAIT} - clock_timestamp()))::int as seconds
  from sign_in_attempts
  where key_sha256 = :key and attempts >= :free and last_at > clock_timestamp() - ${WAIT}`

/**
 * Counts attempts by a key (a network address, or one with a person) and makes whoever guesses wait.
 * The counts stand in the database: instances share them, and a restart forgets none.
 */
export class SignInAttempts {
  readonly #of: string
  readonly #free: number

  /** @param of what is counted: the counts of one name are apart from those of others */
  constructor(of: string, free = FREE_TRIES) {
    this.#of = of
    this.#free = free
  }

  /**
   * Counts an attempt before it is made, so that of many at once no more than the free ones are.
   * @throws E_TOO_MANY_ATTEMPTS while the wait lasts
   */
  async claim(key: string): Promise<void> {
    const values = { key: this.#digest(key), free: this.#free }
    const { rows } = (await db.rawQuery(CLAIM, values)) as { rows: unknown[] }
    if (rows.length === 0) throw new TooManyAttempts((await this.#secondsLeft(key)) ?? 1)
  }

  /** @throws E_TOO_MANY_ATTEMPTS while the wait lasts */
  async check(key: string): Promise<void> {
    const seconds = await this.#secondsLeft(key)
    if (seconds !== null) throw new TooManyAttempts(seconds)
  }

  /** Counts an attempt that was wrong; attempts that no wait depends on any more are dropped. */
  async count(key: string): Promise<void> {
    await db.rawQuery(COUNT, { key: this.#digest(key) })
    await db.rawQuery(
      `delete from sign_in_attempts where last_at < clock_timestamp() - ${FORGOTTEN_AFTER}`
    )
  }

  async forget(key: string): Promise<void> {
    await db.from('sign_in_attempts').where('key_sha256', this.#digest(key)).delete()
  }

  async #secondsLeft(key: string): Promise<number | null> {
    const values = { key: this.#digest(key), free: this.#free }
    return (await row<{ seconds: number }>(LEFT, values))?.seconds ?? null
  }

  #digest(key: string): string {
    return createHash('sha256').update(`${this.#of} ${key}`).digest('hex')
  }
}

export const signInAttempts = new SignInAttempts('person')
/** So that nobody tries one password on everybody. */
export const addressAttempts = new SignInAttempts('address', FREE_TRIES_OF_ADDRESS)
/** Letters with a link to a new password, by the address that asks for them. */
export const resetAttempts = new SignInAttempts('reset')
/** Current passwords typed within a session, by its person: a borrowed session guesses no faster. */
export const passwordAttempts = new SignInAttempts('password')

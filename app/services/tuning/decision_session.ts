import db from '@adonisjs/lucid/services/db'
import pg from 'pg'
import { LIVE_CHANNEL, type Announcement } from '#live/topics'
import { STORE, STORED_TYPES, type StoredChanges } from '#services/tuning/decided_study'
import { StudyNotFound } from '#services/tuning/study_errors'
import type { EventRow } from '#services/tuning/study_state_cache'

/** What is used of a connection of the pool. Several statements in one text answer with a list. */
interface Connection {
  query(text: string): Promise<unknown>
}
interface Rows<T> {
  readonly rows: readonly T[]
}

/** What is used of the pool. */
interface Pool {
  acquireConnection(): Promise<Connection>
  releaseConnection(connection: Connection): Promise<void>
}

/**
 * A transaction that locks a study, reads what is new and writes what was decided, in two round trips:
 * the lock is held no longer than it takes to answer once. Its statements are prepared once a connection.
 */
export class DecisionSession {
  readonly #connection: Connection
  readonly #studyId: number

  private constructor(connection: Connection, studyId: number) {
    this.#connection = connection
    this.#studyId = studyId
  }

  /** Runs a transaction that `act` commits by `store`; otherwise, and when it throws, nothing is kept. */
  static async run<T>(studyId: number, act: (session: DecisionSession) => Promise<T>): Promise<T> {
    const { client: pool } = db.connection().getWriteClient() as unknown as { client: Pool }
    const connection = await pool.acquireConnection()
    try {
      if (!prepared.has(connection)) {
        await connection.query(PREPARE)
        prepared.add(connection)
      }
      try {
        return await act(new DecisionSession(connection, studyId))
      } catch (error) {
        // a connection that died has rolled back
        await connection.query('rollback').catch(() => null)
        throw error
      }
    } finally {
      await pool.releaseConnection(connection)
    }
  }

  /**
   * Begins and waits for the lock.
   * @param known events that need not be read
   * @throws E_STUDY_NOT_FOUND
   */
  async lock(known: number): Promise<{ eventCount: number; events: readonly EventRow[] }> {
    const [, { rows: studies }, { rows: events }] = (await this.#connection.query(
      `begin; execute lock_study_log(${this.#studyId}); execute read_study_log(${this.#studyId}, ${known})`
    )) as [unknown, Rows<{ event_count: number }>, Rows<EventRow>]
    const study = studies.at(0)
    if (study === undefined) throw new StudyNotFound(this.#studyId)
    return { eventCount: study.event_count, events }
  }

  /** The rest of the log, from its beginning. */
  async wholeLog(): Promise<readonly EventRow[]> {
    const text = `execute read_study_log(${this.#studyId}, 0)`
    return ((await this.#connection.query(text)) as Rows<EventRow>).rows
  }

  /** Writes what was decided, if anything, and commits: it is durable when this resolves. */
  async store(changes: StoredChanges | null, announcement: Announcement | null): Promise<void> {
    const store = changes === null ? '' : `execute store_study_log(${valuesOf(changes)}); `
    const tell =
      announcement === null
        ? ''
        : `select pg_notify('${LIVE_CHANNEL}', ${pg.escapeLiteral(JSON.stringify(announcement))}); `
    await this.#connection.query(`${store}${tell}commit`)
  }
}

/** Connections whose statements are prepared. */
const prepared = new WeakSet<Connection>()

const NAMES = Object.keys(STORED_TYPES) as (keyof StoredChanges)[]

const PREPARE = `
  prepare lock_study_log(bigint) as select event_count from studies where study_id = $1 for update;
  prepare read_study_log(bigint, int) as
    select kind, trial, rung, detail from study_events where study_id = $1 and number > $2
    order by number;
  prepare store_study_log(${Object.values(STORED_TYPES).join(', ')}) as
    ${STORE.replace(/(?<!:):([a-z_]+)/g, (_, name: keyof StoredChanges) => `$${NAMES.indexOf(name) + 1}`)}`

function valuesOf(changes: StoredChanges): string {
  const values = NAMES.map((name) => changes[name])
  return values
    .map((value) => (value === null ? 'null' : pg.escapeLiteral(String(value))))
    .join(', ')
}

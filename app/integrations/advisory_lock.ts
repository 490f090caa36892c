import pg from 'pg'
import { DatabaseUnreachable } from './database_unreachable.ts'

/**
 * Runs `work` while no other process holds the advisory lock `key` of this database; waits for it. The
 * lock lives as long as its own connection, so PostgreSQL takes it back from a killed process. (Lucid's
 * own lock refuses instead of waiting, and may ask another connection of its pool to give it back.)
 * @throws E_DATABASE_UNREACHABLE
 */
export async function withAdvisoryLock<T>(
  url: string,
  key: number,
  work: () => Promise<T>
): Promise<T> {
  const holder = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await holder.connect().catch((error: unknown) => {
    throw new DatabaseUnreachable(url, error)
  })
  // a lost connection frees the lock; the work's own connections are lost with it and say so
  holder.on('error', () => undefined)
  try {
    await holder.query('select pg_advisory_lock($1)', [key])
    return await work()
  } finally {
    await holder.end()
  }
}

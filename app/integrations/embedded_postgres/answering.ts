import pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { postmasterOf } from './postmaster.ts'
import { EmbeddedPostgresProblem } from './problems.ts'

const LONGEST_WAIT_MILLISECONDS = 60_000

/** Classes of SQLSTATE that waiting does not change: wrong password or user, no such database. */
const FINAL = /^(28|3D)/

/**
 * Waits until a server that another process started answers; false when it ends instead.
 * @throws E_POSTGRES_NO_ANSWER after 60 s, or when it refuses the connection
 */
export async function isAnswering(url: string, data: string): Promise<boolean> {
  const start = performance.now()
  for (;;) {
    const refusal = await tryConnection(url)
    if (refusal === null) return true
    if (postmasterOf(data) === null) return false
    const isLate = performance.now() - start > LONGEST_WAIT_MILLISECONDS
    if (isLate || FINAL.test(codeOf(refusal))) {
      throw new EmbeddedPostgresProblem(
        'E_POSTGRES_NO_ANSWER',
        `PostgreSQL runs in ${data} but refuses connections: ${refusal.message}.`,
        `Stop it (\`kill -INT $(head -1 ${data}/postmaster.pid)\`) and start again.`,
        refusal
      )
    }
    await sleep(50)
  }
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : ''
}

async function tryConnection(url: string): Promise<Error | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined) // it ends in the middle: the next try tells
  try {
    await client.connect()
    return null
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  } finally {
    await client.end()
  }
}

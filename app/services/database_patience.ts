import { setTimeout as sleep } from 'node:timers/promises'

/** How long a database that is away is waited for before the work is given up. */
const DATABASE_PATIENCE_SECONDS = 60

/** Tries again while the database is away; other errors are the caller's. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited++) {
    try {
      return await work()
    } catch (error) {
      if (!isConnectionLoss(error) || waited >= DATABASE_PATIENCE_SECONDS) throw error
      await sleep(1000)
    }
  }
}

/** Connection refused, reset or closed, or the server shutting down or starting (class 57P). */
function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  if (/^(ECONN|EPIPE|ETIMEDOUT|57P0)/.test(code)) return true
  return /Connection terminated|connection (ended|closed)|Timeout acquiring|ECONNREFUSED/i.test(
    error.message
  )
}

import { createHash } from 'node:crypto'
import { realpathSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedPostgresProblem } from './problems.ts'

const LONGEST_WAIT_MILLISECONDS = 90_000
const BETWEEN_TRIES_MILLISECONDS = 25

/**
 * Runs `work` while no other process runs any under the same folder's lock. The lock is a socket's
 * name: the kernel gives it to one process and takes it back when that process ends, however it ends,
 * so that no lock is ever left over to be judged stale.
 * @throws E_POSTGRES_LOCKED after 90 s
 */
export async function withFolderLock<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const holder = await take(lockName(folder))
  try {
    return await work()
  } finally {
    await new Promise((resolve) => holder.close(resolve))
  }
}

/** Linux: a name without a file; elsewhere a file, which a killed process leaves behind. */
function lockName(folder: string): string {
  const key = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 32)
  const name = `reinforce-strategy-creator-${key}`
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.lock`)
}

async function take(name: string): Promise<Server> {
  const start = performance.now()
  while (performance.now() - start < LONGEST_WAIT_MILLISECONDS) {
    const holder = await listen(name)
    if (holder) return holder
    await sleep(BETWEEN_TRIES_MILLISECONDS)
  }
  const shown = name.replace('\0', '@')
  throw new EmbeddedPostgresProblem(
    'E_POSTGRES_LOCKED',
    `Another process has held the lock ${shown} for ${LONGEST_WAIT_MILLISECONDS / 1000} s.`,
    name.startsWith('\0')
      ? 'Find it with `ss --listening --unix --processes`, stop it and start again.'
      : `Stop that process, or delete ${name} if there is none.`
  )
}

/** Null: another process has the name. */
function listen(name: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const holder = createServer((connection) => connection.destroy())
    holder.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null)
      else reject(error)
    })
    holder.listen(name, () => resolve(holder))
  })
}

import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, processName } from './processes.ts'
import { EmbeddedPostgresProblem } from './problems.ts'

const LONGEST_WAIT_MILLISECONDS = 60_000

/**
 * Runs `work` while no other process holds the lock file. The file is linked into place with its
 * holder's name in it, so that it is never seen half-written; a dead holder's lock is taken over.
 */
export async function withFolderLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const name = processName(process.pid) ?? String(process.pid)
  const draft = `${file}.${name}.${lockCount++}`
  writeFileSync(draft, name)
  try {
    await take(file, draft)
    try {
      return await work()
    } finally {
      rmSync(file, { force: true })
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

let lockCount = 0

async function take(file: string, draft: string): Promise<void> {
  for (let waited = 0; waited < LONGEST_WAIT_MILLISECONDS; waited += 50) {
    try {
      linkSync(draft, file)
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    dropStale(file)
    await sleep(50)
  }
  throw new EmbeddedPostgresProblem(
    'E_POSTGRES_LOCKED',
    `Another process has held ${file} for ${LONGEST_WAIT_MILLISECONDS / 1000} s.`,
    'Stop that process, whose id stands in the file, or delete the file if there is none.'
  )
}

function dropStale(file: string): void {
  if (!existsSync(file)) return
  let holder: string
  try {
    holder = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw error
  }
  if (!isAlive(holder)) rmSync(file, { force: true })
}

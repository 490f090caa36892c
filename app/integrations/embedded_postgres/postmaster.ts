import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** The server process that runs on a data folder. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
}

/**
 * Reads `postmaster.pid`; null when no server runs there. A killed server leaves the file behind, and
 * its process id may by now be another program's: `pg_ctl` would take that for the server, wait for it
 * and send it signals. So the process itself is asked whether it runs on this folder.
 */
export function postmasterOf(data: string): Postmaster | null {
  const noted = notedIn(data)
  return noted && runsOn(noted.pid, data) ? noted : null
}

/** Port of the server that runs there or was killed there; null after an orderly stop. */
export function notedPort(data: string): number | null {
  return notedIn(data)?.port ?? null
}

/**
 * Removes a `postmaster.pid` whose process id is by now another program's: PostgreSQL would refuse to
 * start. With an id that nobody has it finds out by itself whether sessions of the old server live on.
 */
export function dropForeignPidFile(data: string): void {
  const noted = notedIn(data)
  if (noted === null || !isAlive(noted.pid) || runsOn(noted.pid, data)) return
  rmSync(join(data, 'postmaster.pid'), { force: true })
}

function notedIn(data: string): Postmaster | null {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]) }
}

function runsOn(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return isAlive(pid)
  const file = `/proc/${pid}/cmdline`
  try {
    return readFileSync(file, 'utf8').split('\0').includes(data)
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** The process can end between opening and reading its file (ESRCH). */
function isMissing(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code))
  )
}

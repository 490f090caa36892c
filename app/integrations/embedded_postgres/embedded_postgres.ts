import { mkdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAnswering } from './answering.ts'
import { withFolderLock } from './folder_lock.ts'
import { fixedPort, freePort } from './free_port.ts'
import { Leases } from './leases.ts'
import { makePassword, readPassword } from './password.ts'
import { placesOf, type Places } from './places.ts'
import { notedPort, postmasterOf } from './postmaster.ts'
import { PostgresServer } from './postgres_server.ts'
import { dataFolderProblem, EmbeddedPostgresProblem, explained } from './problems.ts'

export interface EmbeddedPostgresSettings {
  /** Folder for data, password, log and leases. */
  readonly folder: string
  readonly durable: boolean
}

/** The right to use the server until `release`. */
export interface PostgresLease {
  /** `postgres://…` of a database that exists. */
  readonly url: string
  /** Starts the server again, at the same address, when it was killed; true when that was needed. */
  revive(): Promise<boolean>
  /** Gives it back; the last one out stops the server. */
  release(): Promise<void>
}

/**
 * The PostgreSQL of this data folder, shared by all processes that use it: whoever comes first starts
 * it, whoever leaves last stops it. A server that a killed process left behind is found and used.
 * @throws EmbeddedPostgresProblem with what to do
 */
export async function acquirePostgres(settings: EmbeddedPostgresSettings): Promise<PostgresLease> {
  try {
    return await acquire(writableFolder(settings.folder), settings.durable)
  } catch (error) {
    throw explained(settings.folder, error)
  }
}

async function acquire(folder: string, durable: boolean): Promise<PostgresLease> {
  const places = placesOf(folder)
  const leases = new Leases(join(folder, 'leases'))
  const server = new PostgresServer(places, durable)
  return withFolderLock(folder, async () => {
    const url = await ensureRunning(server, places)
    const lease = leases.add()
    return {
      url,
      revive: () => revive(folder, server, places),
      release: () =>
        withFolderLock(folder, async () => {
          leases.remove(lease)
          if (leases.living().length === 0) await server.stop()
        }),
    }
  })
}

async function revive(folder: string, server: PostgresServer, places: Places): Promise<boolean> {
  if (postmasterOf(places.data) !== null) return false
  return withFolderLock(folder, async () => {
    if (postmasterOf(places.data) !== null) return false
    await startOnFreePort(server, notedPort(places.data))
    return true
  })
}

/** Makes the folder and proves that it can be written; gives its one true name. */
function writableFolder(folder: string): string {
  const probe = join(folder, `.writable-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    writeFileSync(probe, 'yes')
    rmSync(probe)
    return realpathSync(folder)
  } catch (error) {
    throw dataFolderProblem(folder, error)
  }
}

/** Finds or starts the server; gives the address of its database. */
async function ensureRunning(server: PostgresServer, places: Places): Promise<string> {
  if (server.isInitialised()) {
    const running = postmasterOf(places.data)
    if (running) {
      const url = urlOf(places, running.port)
      if (await isAnswering(url, places.data)) return url
    }
  } else {
    makePassword(places.passwordFile, places.user)
    await server.initialise()
  }
  return urlOf(places, await startOnFreePort(server, notedPort(places.data)))
}

function urlOf(places: Places, port: number): string {
  return `postgres://postgres:${readPassword(places.passwordFile)}@127.0.0.1:${port}/postgres`
}

/**
 * Starts at `before`, where other processes still look for a killed server, or on a free port. Between
 * finding a free one and binding it another process can take it: three tries.
 */
async function startOnFreePort(server: PostgresServer, before: number | null): Promise<number> {
  const fixed = fixedPort(process.env.POSTGRES_PORT)
  for (let attempt = 1; ; attempt++) {
    const port = fixed ?? (attempt === 1 ? before : null) ?? (await freePort())
    try {
      await server.start(port)
      return port
    } catch (error) {
      const isTaken =
        error instanceof EmbeddedPostgresProblem && error.code === 'E_POSTGRES_PORT_TAKEN'
      if (!isTaken || fixed !== null || attempt === 3) throw error
    }
  }
}

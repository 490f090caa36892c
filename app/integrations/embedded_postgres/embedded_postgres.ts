import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { withFolderLock } from './folder_lock.ts'
import { Leases } from './leases.ts'
import { makePassword, readPassword } from './password.ts'
import { placesOf, type Places } from './places.ts'
import { dataFolderProblem, EmbeddedPostgresProblem } from './problems.ts'
import { PostgresServer } from './postgres_server.ts'

export interface EmbeddedPostgresSettings {
  /** Folder for data, password, log, lock and leases. */
  readonly folder: string
  readonly durable: boolean
}

/** The right to use the server until `release`. */
export interface PostgresLease {
  /** `postgres://…` of a database that exists. */
  readonly url: string
  /** Gives it back; the last one out stops the server. */
  release(): Promise<void>
}

/**
 * The PostgreSQL of this data folder, shared by all processes that use it: whoever comes first starts
 * it, whoever leaves last stops it. A server that a killed process left behind is found and used.
 * @throws EmbeddedPostgresProblem with what to do
 */
export async function acquirePostgres(settings: EmbeddedPostgresSettings): Promise<PostgresLease> {
  const folder = openFolder(settings.folder)
  const places = placesOf(folder)
  const lock = join(folder, 'lock')
  const leases = new Leases(join(folder, 'leases'))
  const server = new PostgresServer(places, settings.durable)
  return withFolderLock(lock, async () => {
    const port = await ensureRunning(server, places)
    const lease = leases.add()
    return {
      url: `postgres://postgres:${readPassword(places.passwordFile)}@127.0.0.1:${port}/postgres`,
      release: () =>
        withFolderLock(lock, async () => {
          leases.remove(lease)
          if (leases.living().length === 0) await server.stop()
        }),
    }
  })
}

function openFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    writeFileSync(join(folder, '.writable'), '')
  } catch (error) {
    throw dataFolderProblem(folder, error)
  }
  return folder
}

async function ensureRunning(server: PostgresServer, places: Places): Promise<number> {
  if (server.isInitialised()) {
    const running = await server.runningPort()
    if (running !== null) return running
  } else {
    makePassword(places.passwordFile, places.user)
    await server.initialise()
  }
  return startOnFreePort(server)
}

/** Between finding a free port and binding it another process can take it: three tries. */
async function startOnFreePort(server: PostgresServer): Promise<number> {
  const fixed = process.env.POSTGRES_PORT
  for (let attempt = 1; ; attempt++) {
    const port = fixed ? Number(fixed) : await freePort()
    try {
      await server.start(port)
      return port
    } catch (error) {
      const taken =
        error instanceof EmbeddedPostgresProblem && error.code === 'E_POSTGRES_PORT_TAKEN'
      if (!taken || fixed || attempt === 3) throw error
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

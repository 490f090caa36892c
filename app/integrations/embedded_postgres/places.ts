import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isOpenToAll, nativeFolder, runnableFolder } from './binaries.ts'
import { unprivilegedUser, type SystemUser } from './system_user.ts'

/** Where the server's files lie, and as whom it runs. */
export interface Places {
  /** Folder with `bin/`. */
  readonly native: string
  /** Folder of PostgreSQL's data. */
  readonly data: string
  readonly passwordFile: string
  readonly log: string
  readonly user: SystemUser | null
}

/**
 * Places below `folder`. As root, the server's unprivileged user must be able to enter them: where a
 * private folder such as /root lies above, they are below /var/lib instead, one folder a checkout.
 */
export function placesOf(folder: string): Places {
  const user = unprivilegedUser()
  const mode = user === null ? 'user' : 'root'
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  const fallback = join(fallbackRoot(), key)
  const run = join(mode === 'user' || isOpenToAll(folder) ? folder : fallback, 'server')
  mkdirSync(run, { recursive: true, mode: 0o755 })
  if (user !== null) {
    chmodSync(run, 0o700)
    chownSync(run, user.uid, user.gid)
  }
  return {
    native: runnableFolder(nativeFolder(), mode, fallback),
    data: join(run, 'data'),
    passwordFile: join(run, 'password'),
    log: join(run, 'server.log'),
    user,
  }
}

function fallbackRoot(): string {
  return existsSync('/var/lib')
    ? '/var/lib/reinforce-strategy-creator'
    : join(tmpdir(), 'reinforce-strategy-creator')
}

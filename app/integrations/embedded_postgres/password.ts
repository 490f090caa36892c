import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, readFileSync, writeFileSync } from 'node:fs'
import type { SystemUser } from './system_user.ts'

/** Writes a new password for the database's superuser, readable by PostgreSQL's user (and root) alone. */
export function makePassword(file: string, user: SystemUser | null): void {
  writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`)
  chmodSync(file, 0o600)
  if (user !== null) chownSync(file, user.uid, user.gid)
}

export function readPassword(file: string): string {
  return readFileSync(file, 'utf8').trim()
}

import { readFileSync } from 'node:fs'
import { EmbeddedPostgresProblem } from './problems.ts'

/** User and group that PostgreSQL runs as; null: this process's own, which is not root. */
export interface SystemUser {
  readonly uid: number
  readonly gid: number
}

const CANDIDATES = ['postgres', 'nobody']

/** PostgreSQL refuses to run as root, so root runs it as an unprivileged account of the system. */
export function unprivilegedUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of CANDIDATES) {
    const account = accounts.find(([user]) => user === name)
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) }
  }
  throw new EmbeddedPostgresProblem(
    'E_POSTGRES_NO_USER',
    `PostgreSQL does not run as root, and /etc/passwd has none of the accounts ${CANDIDATES.join(', ')}.`,
    'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL server.'
  )
}

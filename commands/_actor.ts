import { hostname, userInfo } from 'node:os'
import type { Actor } from '#services/audit_service'

/** Who runs a command: the account of the system, for the audit log. */
export function commandActor(): Actor {
  return {
    userId: null,
    person: `${userInfo().username}@${hostname()}`,
    route: 'command',
    address: null,
  }
}

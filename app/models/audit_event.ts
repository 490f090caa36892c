import { AuditEventSchema } from '#database/schema'

/** One line of the append-only log of who did what. */
export default class AuditEvent extends AuditEventSchema {
  static table = 'audit_events'
}

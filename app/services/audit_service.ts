import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Who does something, and from where. */
export interface Actor {
  readonly userId: number | null
  /** Email, or for example `root@host` for a command. */
  readonly person: string
  readonly route: 'page' | 'api' | 'command' | 'system'
  readonly address: string | null
}

/** Acts as the audit log names them. */
export interface AuditedAct {
  readonly act: string
  readonly objectType: string
  readonly objectId: string | number | null
  readonly details?: Readonly<Record<string, unknown>>
}

/** The append-only log of who did what. */
export default class AuditService {
  /** Writes one line in the transaction of the act itself: neither stands without the other. */
  async record(trx: TransactionClientContract, actor: Actor, done: AuditedAct): Promise<void> {
    await trx.table('audit_events').insert({
      user_id: actor.userId,
      person: actor.person,
      act: done.act,
      object_type: done.objectType,
      object_id: done.objectId === null ? null : String(done.objectId),
      details: JSON.stringify(done.details ?? {}),
      address: actor.address,
      route: actor.route,
    })
  }
}

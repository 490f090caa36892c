import { CodedError } from '#core/errors'
import { row } from '#services/pages/rows'

/** Something that a page was asked for and that is not, or no longer, there. */
export class RecordNotFound extends CodedError {
  readonly code = 'E_RECORD_NOT_FOUND'
  readonly kind = 'not_found'
}

type Kind = 'run' | 'experiment' | 'episode' | 'dataset' | 'evaluation' | 'study'

/** The error for a missing record; it says when and by whom it was deleted, where that is known. */
export async function missing(kind: Kind, id: number): Promise<RecordNotFound> {
  const deleted = await row<{ time: Date; person: string }>(
    `select time, person from audit_events
     where object_type = :kind and object_id = :id and act like '%delete%'
     order by audit_event_id desc limit 1`,
    { kind, id: String(id) }
  )
  const what = `There is no ${kind} ${id}`
  return deleted
    ? new RecordNotFound(
        `${what}: ${deleted.person} deleted it at ${deleted.time.toISOString()}.`,
        `The list of ${kind === 'study' ? 'studies' : `${kind}s`} shows what there is.`
      )
    : new RecordNotFound(
        `${what}.`,
        `The list of ${kind === 'study' ? 'studies' : `${kind}s`} shows what there is.`
      )
}

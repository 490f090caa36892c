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
  const deleted = await deletionOf(kind, id)
  const what = `There is no ${kind} ${id}`
  const said = deleted && `${deleted.person} deleted it at ${deleted.time.toISOString()}`
  return new RecordNotFound(
    said ? `${what}: ${said}.` : `${what}.`,
    `The list of ${kind === 'study' ? 'studies' : `${kind}s`} shows what there is.`
  )
}

interface Deletion {
  readonly time: Date
  readonly person: string
}

/** An experiment goes with the last of its runs. */
async function deletionOf(kind: Kind, id: number): Promise<Deletion | null> {
  const mine =
    kind === 'experiment'
      ? `object_type = 'run' and details ->> 'experimentId' = :id`
      : 'object_type = :kind and object_id = :id'
  return row<Deletion>(
    `select time, person from audit_events where ${mine} and act like '%delete%'
     order by audit_event_id desc limit 1`,
    { kind, id: String(id) }
  )
}

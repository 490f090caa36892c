import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { restoreParameters } from '#core/parameters/stored_parameters'
import { schedulerFor } from '#core/tuning/scheduler_for'
import type { StudyEvent } from '#core/tuning/study_log'
import type { StudyPlan } from '#core/tuning/study_plan'
import { StudyState } from '#core/tuning/study_state'
import type { StudyRow } from '#services/tuning/study_rows'

/** The digest of a study's log, up to some event. */
export interface DigestedStudy {
  readonly plan: StudyPlan
  readonly state: StudyState
  applied: number
  /** Holds events whose transaction has not committed: another reader must digest anew. */
  dirty: boolean
}

/** Studies kept digested in this process; each holds every trial of its study. */
const MOST_KEPT = 8
const kept = new Map<number, DigestedStudy>()

interface EventRow {
  readonly kind: StudyEvent['kind']
  readonly trial: number | null
  readonly rung: number | null
  readonly detail: Readonly<Record<string, unknown>> | null
}

/** A locked study's state: what this process has digested already, and the events since. */
export async function digestedStudy(
  client: QueryClientContract,
  row: StudyRow
): Promise<DigestedStudy> {
  const known = kept.get(row.study_id)
  const isUsable = known !== undefined && !known.dirty && known.applied <= row.event_count
  const digested = isUsable ? known : emptyStudy(await storedPlan(client, row.study_id))
  if (digested.applied < row.event_count) {
    const events = (await client
      .from('study_events')
      .where('study_id', row.study_id)
      .where('number', '>', digested.applied)
      .where('number', '<=', row.event_count)
      .orderBy('number')
      .select('kind', 'trial', 'rung', 'detail')) as EventRow[]
    for (const event of events) digested.state.apply(eventOf(event))
    digested.applied += events.length
  }
  keep(row.study_id, digested)
  return digested
}

/** A study's plan as it was stored. */
export async function storedPlan(client: QueryClientContract, studyId: number): Promise<StudyPlan> {
  const { plan } = (await client
    .from('studies')
    .where('study_id', studyId)
    .select('plan')
    .firstOrFail()) as { plan: StudyPlan }
  return plan
}

/** A study before anything has happened, from its stored plan. */
export function emptyStudy(stored: StudyPlan): DigestedStudy {
  const plan = { ...stored, base: restoreParameters(stored.base) }
  const { objectives, seeds, enqueued } = plan
  const state = new StudyState(schedulerFor(plan), objectives, seeds.length, enqueued)
  return { plan, state, applied: 0, dirty: false }
}

/** What a row of the log says. */
export function eventOf({ kind, trial, rung, detail }: EventRow): StudyEvent {
  return { kind, trial, rung, ...detail } as unknown as StudyEvent
}

/** The row of the log that says it. */
export function eventRow(event: StudyEvent): EventRow {
  const { kind, ...rest } = event
  const { trial = null, rung = null, ...detail } = rest as Record<string, unknown>
  const isEmpty = Object.keys(detail).length === 0
  return {
    kind,
    trial: trial as number | null,
    rung: rung as number | null,
    detail: isEmpty ? null : detail,
  }
}

function keep(studyId: number, digested: DigestedStudy): void {
  kept.delete(studyId)
  kept.set(studyId, digested)
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST_KEPT) return
    kept.delete(oldest)
  }
}

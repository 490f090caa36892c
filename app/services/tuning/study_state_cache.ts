import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { restoreParameters } from '#core/parameters/stored_parameters'
import { schedulerFor } from '#core/tuning/scheduler_for'
import type { StudyEvent } from '#core/tuning/study_log'
import type { StudyPlan } from '#core/tuning/study_plan'
import { StudyState } from '#core/tuning/study_state'
import { StudyNotFound } from '#services/tuning/study_errors'
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

/** A row of the log. */
export interface EventRow {
  readonly kind: StudyEvent['kind']
  readonly trial: number | null
  readonly rung: number | null
  readonly detail: Readonly<Record<string, unknown>> | null
}

/** A locked study's state: what this process has digested already, and the events since. */
export async function digestedStudy(
  client: QueryClientContract,
  row: Pick<StudyRow, 'study_id' | 'event_count'>
): Promise<DigestedStudy> {
  const known = keptStudy(row.study_id)
  const isUsable = known !== undefined && known.applied <= row.event_count
  const digested = isUsable ? known : emptyStudy(await storedPlan(client, row.study_id))
  if (digested.applied < row.event_count) {
    const events = (await client
      .from('study_events')
      .where('study_id', row.study_id)
      .where('number', '>', digested.applied)
      .where('number', '<=', row.event_count)
      .orderBy('number')
      .select('kind', 'trial', 'rung', 'detail')) as EventRow[]
    digest(digested, events)
  }
  keep(row.study_id, digested)
  return digested
}

/** What this process has digested of a study already; otherwise the study before anything has happened. */
export async function knownStudy(
  client: QueryClientContract,
  studyId: number
): Promise<DigestedStudy> {
  return keptStudy(studyId) ?? emptyStudy(await storedPlan(client, studyId))
}

/** Where events of a study that is locked are read. */
interface EventLog {
  /** Locks the study; its count of events and those after the `known` ones. */
  lock(known: number): Promise<{ eventCount: number; events: readonly EventRow[] }>
  /** Every event. */
  wholeLog(): Promise<readonly EventRow[]>
}

/** Locks a study and digests what is new in it. */
export async function caughtUp(
  studyId: number,
  known: DigestedStudy,
  log: EventLog
): Promise<DigestedStudy> {
  const { eventCount, events } = await log.lock(known.applied)
  const isUsable = known.applied <= eventCount
  const digested = isUsable ? known : begun(known.plan)
  digest(digested, isUsable ? events : await log.wholeLog())
  keep(studyId, digested)
  return digested
}

function keptStudy(studyId: number): DigestedStudy | undefined {
  const known = kept.get(studyId)
  return known?.dirty ? undefined : known
}

/** Applies the next events of the log. */
function digest(digested: DigestedStudy, events: readonly EventRow[]): void {
  for (const event of events) digested.state.apply(eventOf(event))
  digested.applied += events.length
}

/** A study's plan as it was stored. @throws E_STUDY_NOT_FOUND */
export async function storedPlan(client: QueryClientContract, studyId: number): Promise<StudyPlan> {
  const row = (await client.from('studies').where('study_id', studyId).select('plan').first()) as {
    plan: StudyPlan
  } | null
  if (row === null) throw new StudyNotFound(studyId)
  return row.plan
}

/** A study before anything has happened, from its stored plan. */
export function emptyStudy(stored: StudyPlan): DigestedStudy {
  return begun({ ...stored, base: restoreParameters(stored.base) })
}

function begun(plan: StudyPlan): DigestedStudy {
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

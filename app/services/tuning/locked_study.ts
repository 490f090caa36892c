import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { TrialValues } from '#core/tuning/search_space'
import type { StudyEvent, TrialOrigin } from '#core/tuning/study_log'
import type { StudyPlan } from '#core/tuning/study_plan'
import type { StudyState } from '#core/tuning/study_state'
import { ownUnit } from '#core/tuning/objectives'
import { StudyNotFound } from '#services/tuning/study_errors'
import { digestedStudy, eventRow, type DigestedStudy } from '#services/tuning/study_state_cache'
import { STUDY_COLUMNS, type StudyRow, type TrialStatus } from '#services/tuning/study_rows'

/** What is to be written of a trial that was started. */
interface StartedTrial {
  readonly number: number
  readonly origin: TrialOrigin
  readonly values: TrialValues
  readonly resource: number
}

/** What is to be written of a trial that was handed out or reported. */
interface ChangedTrial {
  readonly number: number
  status: TrialStatus
  rung: number | null
  target_rung: number
  resource: number
  value: number | null
  value_2: number | null
  error_message: string | null
}

/** A study whose row this transaction has locked: whoever decides about it decides alone. */
export class LockedStudy {
  readonly trx: TransactionClientContract
  readonly row: StudyRow
  readonly #digested: DigestedStudy
  readonly #events: object[] = []
  readonly #started: StartedTrial[] = []
  readonly #changed = new Map<number, ChangedTrial>()

  constructor(trx: TransactionClientContract, row: StudyRow, digested: DigestedStudy) {
    this.trx = trx
    this.row = row
    this.#digested = digested
  }

  get plan(): StudyPlan {
    return this.#digested.plan
  }

  get state(): StudyState {
    return this.#digested.state
  }

  /** Appends to the log. `error`: why a trial failed. It is stored by `store`. */
  append(event: StudyEvent, error: string | null = null): void {
    this.#digested.dirty = true
    this.state.apply(event)
    this.#digested.applied++
    this.#events.push({
      number: this.#digested.applied,
      ...eventRow(event),
      ...this.#figuresOf(event),
    })
    this.#note(event, error)
  }

  /** Writes what was appended, in one statement. */
  async store(): Promise<void> {
    if (this.#events.length === 0) return
    const { state, applied } = { ...this.#digested, state: this.state }
    const statement = this.trx.knexClient.raw(STORE, {
      study: this.row.study_id,
      events: JSON.stringify(this.#events),
      started: JSON.stringify(this.#started),
      changed: JSON.stringify([...this.#changed.values()]),
      event_count: applied,
      trial_count: state.trials.length,
      running: state.inFlight,
      failed: state.failed,
      episodes: state.episodes,
      best_trial: state.best?.trial ?? null,
      best_value: state.best && ownUnit(this.plan, state.best.value),
      best_resource: state.best?.resource ?? null,
    })
    // planned once a connection: it is the statement of every decision
    await statement.options({ name: 'store_study' })
    this.#events.length = 0
    this.#started.length = 0
    this.#changed.clear()
  }

  /** What the log keeps beside an event, for those who read it without digesting it. */
  #figuresOf(event: StudyEvent): { resource: number | null; value: number | null } {
    if (!('trial' in event)) return { resource: null, value: null }
    const resource = this.state.resourceOf(event.trial, 'rung' in event ? event.rung : 0)
    return { resource, value: event.kind === 'reported' ? event.results[0] : null }
  }

  #note(event: StudyEvent, error: string | null): void {
    if (event.kind === 'started') {
      const { trial: number, origin, values } = event
      this.#started.push({ number, origin, values, resource: this.state.resourceOf(number, 0) })
    }
    if (event.kind === 'promoted') this.#change(event.trial, event.rung, 'running', error)
    if (event.kind === 'reported') {
      const isTop = this.state.resourceOf(event.trial, event.rung + 1) === undefined
      const status = event.failed ? 'failed' : isTop ? 'completed' : 'paused'
      this.#change(event.trial, event.rung, status, error, event.results)
    }
  }

  #change(
    number: number,
    targetRung: number,
    status: TrialStatus,
    error: string | null,
    results?: readonly (number | null)[]
  ): void {
    const before = this.#changed.get(number)
    this.#changed.set(number, {
      number,
      status,
      rung: results === undefined ? (before?.rung ?? null) : targetRung,
      target_rung: targetRung,
      resource: this.state.resourceOf(number, targetRung),
      value: results === undefined ? (before?.value ?? null) : results[0],
      value_2: results === undefined ? (before?.value_2 ?? null) : (results[1] ?? null),
      error_message: error,
    })
  }
}

const LOCK = `select ${STUDY_COLUMNS.join(', ')} from studies where study_id = ? for update`

/** A change without a report leaves the values of the last one. */
const STORE = `
  with logged as (
    insert into study_events (study_id, number, kind, trial, rung, resource, value, detail)
    select :study, e.number, e.kind, e.trial, e.rung, e.resource, e.value, e.detail
    from jsonb_to_recordset(:events::jsonb)
      as e(number int, kind text, trial int, rung int, resource int, value float8, detail jsonb)
  ), started as (
    insert into study_trials (study_id, number, origin, values, resource)
    select :study, t.number, t.origin, t.values, t.resource
    from jsonb_to_recordset(:started::jsonb)
      as t(number int, origin text, values jsonb, resource int)
  ), changed as (
    update study_trials t set
      status = c.status, target_rung = c.target_rung, resource = c.resource,
      rung = coalesce(c.rung, t.rung),
      value = case when c.rung is null then t.value else c.value end,
      value_2 = case when c.rung is null then t.value_2 else c.value_2 end,
      error_message = c.error_message, updated_at = now()
    from jsonb_to_recordset(:changed::jsonb)
      as c(number int, status text, rung int, target_rung int, resource int,
           value float8, value_2 float8, error_message text)
    where t.study_id = :study and t.number = c.number
  )
  update studies set event_count = :event_count, trial_count = :trial_count,
    trials_running = :running, trials_failed = :failed, episodes_used = :episodes,
    best_trial = :best_trial, best_value = :best_value, best_resource = :best_resource
  where study_id = :study`

/** Who waits in this process for a study, so that its digest is never read half-changed. */
const waiting = new Map<number, Promise<unknown>>()

/**
 * Locks a study, acts and stores what was appended, in one transaction.
 * @throws E_STUDY_NOT_FOUND
 */
export async function withStudy<T>(
  studyId: number,
  act: (study: LockedStudy) => Promise<T>
): Promise<T> {
  return inTurn(studyId, () => transact(studyId, act))
}

/**
 * A study as it stands, without holding up those who decide about it. What is given is read at once:
 * it changes with the study.
 * @throws E_STUDY_NOT_FOUND
 */
export async function readStudy<T>(
  studyId: number,
  read: (study: Pick<LockedStudy, 'row' | 'plan' | 'state'>) => T
): Promise<T> {
  return inTurn(studyId, async () => {
    const row = (await db
      .from('studies')
      .where('study_id', studyId)
      .select(STUDY_COLUMNS)
      .first()) as StudyRow | null
    if (row === null) throw new StudyNotFound(studyId)
    return read({ row, ...(await digestedStudy(db.connection(), row)) })
  })
}

async function inTurn<T>(studyId: number, act: () => Promise<T>): Promise<T> {
  const before = waiting.get(studyId) ?? Promise.resolve()
  const turn = before.then(act, act)
  waiting.set(studyId, turn)
  try {
    return await turn
  } finally {
    if (waiting.get(studyId) === turn) waiting.delete(studyId)
  }
}

async function transact<T>(studyId: number, act: (study: LockedStudy) => Promise<T>): Promise<T> {
  let digested: DigestedStudy | null = null
  const result = await db.transaction(async (trx) => {
    const { rows } = (await trx.knexClient
      .raw(LOCK, [studyId])
      .options({ name: 'lock_study' })) as {
      rows: StudyRow[]
    }
    const [row] = rows
    if (row === undefined) throw new StudyNotFound(studyId)
    digested = await digestedStudy(trx, row)
    const study = new LockedStudy(trx, row, digested)
    const answer = await act(study)
    await study.store()
    return answer
  })
  const committed = digested as DigestedStudy | null
  if (committed !== null) committed.dirty = false
  return result
}

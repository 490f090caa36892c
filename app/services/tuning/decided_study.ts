import type { TrialValues } from '#core/tuning/search_space'
import { ownUnit } from '#core/tuning/objectives'
import type { StudyEvent, TrialOrigin } from '#core/tuning/study_log'
import type { StudyPlan } from '#core/tuning/study_plan'
import type { StudyState } from '#core/tuning/study_state'
import { eventRow, type DigestedStudy } from '#services/tuning/study_state_cache'
import type { TrialStatus } from '#services/tuning/study_rows'

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

/** Values of the names in `STORE`. */
export type StoredChanges = Readonly<Record<StoredName, string | number | null>>
type StoredName = keyof typeof STORED_TYPES

/** A study whose row its holder has locked: what is appended here is decided alone, and stored by the holder. */
export class DecidedStudy {
  readonly studyId: number
  readonly #digested: DigestedStudy
  readonly #events: object[] = []
  readonly #started: StartedTrial[] = []
  readonly #changed = new Map<number, ChangedTrial>()

  constructor(studyId: number, digested: DigestedStudy) {
    this.studyId = studyId
    this.#digested = digested
  }

  get plan(): StudyPlan {
    return this.#digested.plan
  }

  get state(): StudyState {
    return this.#digested.state
  }

  /** Appends to the log. `error`: why a trial failed. */
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

  /** What `STORE` is to write, once; null: nothing was appended. */
  take(): StoredChanges | null {
    if (this.#events.length === 0) return null
    const { plan, state } = this
    const changes = {
      study: this.studyId,
      events: JSON.stringify(this.#events),
      started: JSON.stringify(this.#started),
      changed: JSON.stringify([...this.#changed.values()]),
      event_count: this.#digested.applied,
      trial_count: state.trials.length,
      running: state.inFlight,
      failed: state.failed,
      episodes: state.episodes,
      best_trial: state.best?.trial ?? null,
      best_value: state.best && ownUnit(plan, state.best.value),
      best_resource: state.best?.resource ?? null,
    }
    this.#events.length = 0
    this.#started.length = 0
    this.#changed.clear()
    return changes
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

/** Writes what was appended, in one statement. A change without a report leaves the values of the last one. */
export const STORE = `
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

/** PostgreSQL's types of the names in `STORE`. */
export const STORED_TYPES = {
  study: 'bigint',
  events: 'jsonb',
  started: 'jsonb',
  changed: 'jsonb',
  event_count: 'int',
  trial_count: 'int',
  running: 'int',
  failed: 'int',
  episodes: 'bigint',
  best_trial: 'int',
  best_value: 'float8',
  best_resource: 'int',
} as const

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { ownUnit } from '#core/tuning/objectives'
import { nextPoint } from '#core/tuning/next_point'
import { schedulerFor } from '#core/tuning/scheduler_for'
import type { TrialValues } from '#core/tuning/search_space'
import type { StudyPlan } from '#core/tuning/study_plan'
import { StudyState } from '#core/tuning/study_state'

/** A study that is decided in memory, by values that nobody trained for. */
export interface DecidedStudy {
  readonly name: string
  readonly notes: string
  readonly plan: StudyPlan
  readonly trials: number
  readonly datasetId: number
  /** Values of the objectives in their own units; null in the first: the trial failed. */
  readonly resultsOf: (
    values: TrialValues,
    trial: number,
    resource: number
  ) => readonly (number | null)[]
  /** Why a trial fails. */
  readonly error: string
}

interface Event {
  readonly kind: string
  readonly trial: number | null
  readonly rung: number | null
  readonly resource: number | null
  readonly value: number | null
  readonly detail: object | null
}

interface Reached {
  readonly rung: number
  readonly resource: number
  readonly results: readonly (number | null)[]
}

interface Decided {
  readonly state: StudyState
  readonly events: readonly Event[]
  /** Where each trial came furthest, by its number. */
  readonly reached: readonly Reached[]
}

const ROWS_AT_ONCE = 5000

/** Stores it, completed, with its whole log and its trials, in large pieces. Its id. */
export async function storeDecided(
  trx: TransactionClientContract,
  study: DecidedStudy
): Promise<number> {
  const decided = decide(study)
  const studyId = await storeRow(trx, study, decided)
  await inPieces(trx, EVENTS, studyId, decided.events)
  await inPieces(trx, TRIALS, studyId, trialRows(study, decided))
  return studyId
}

/** The log as one worker after another would write it. */
function decide({ plan, trials, resultsOf }: DecidedStudy): Decided {
  const state = new StudyState(schedulerFor(plan), plan.objectives, plan.seeds.length, [])
  const bounds = { trials, episodes: null }
  state.apply({ kind: 'bounded', ...bounds })
  const none = { trial: null, rung: null, resource: null, value: null }
  const events: Event[] = [{ kind: 'bounded', ...none, detail: bounds }]
  const reached: Reached[] = []
  for (;;) {
    const next = state.next()
    if (next.do === 'wait') return { state, events, reached }
    const { trial, resource } = next
    const rung = next.do === 'promote' ? next.toRung : 0
    if (next.do === 'promote') {
      state.apply({ kind: 'promoted', trial, rung })
      events.push({ kind: 'promoted', trial, rung, resource, value: null, detail: null })
    } else {
      const detail = nextPoint(plan, state)
      state.apply({ kind: 'started', trial, ...detail })
      events.push({ kind: 'started', trial, rung: null, resource, value: null, detail })
    }
    const results = resultsOf(state.trials[trial].values, trial, resource)
    const [value] = results
    const failed = value === null
    state.apply({ kind: 'reported', trial, rung, results, failed })
    events.push({ kind: 'reported', trial, rung, resource, value, detail: { results, failed } })
    reached[trial] = { rung, resource, results }
  }
}

function trialRows({ error }: DecidedStudy, { state, reached }: Decided): object[] {
  return reached.map(({ rung, resource, results: [value, second = null] }, number) => {
    const isTop = state.resourceOf(number, rung + 1) === undefined
    return {
      ...{ number, rung, resource, value, second, values: state.trials[number].values },
      origin: number === 0 ? 'default' : 'sampled',
      status: value === null ? 'failed' : isTop ? 'completed' : 'paused',
      error: value === null ? error : null,
    }
  })
}

async function storeRow(
  trx: TransactionClientContract,
  { name, notes, plan, trials, datasetId }: DecidedStudy,
  { state, events }: Decided
): Promise<number> {
  const { best } = state
  const [{ study_id: studyId }] = (await trx
    .table('studies')
    .returning('study_id')
    .insert({
      ...{ name, notes, plan: JSON.stringify(plan), status: 'completed', trials_bound: trials },
      ...{ event_count: events.length, trial_count: state.trials.length },
      ...{ trials_failed: state.failed, episodes_used: state.episodes },
      ...{ seconds: trials / 2, ended_at: new Date() },
      best_trial: best?.trial ?? null,
      best_value: best && ownUnit(plan, best.value),
      best_resource: best?.resource ?? null,
    })) as { study_id: number }[]
  await trx
    .table('study_datasets')
    .insert({ study_id: studyId, dataset_id: datasetId, position: 0 })
  return studyId
}

/** Rows as one JSON text for each statement, with their places from 1. */
async function inPieces(
  trx: TransactionClientContract,
  sql: string,
  studyId: number,
  rows: readonly object[]
): Promise<void> {
  for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
    const piece = rows
      .slice(first, first + ROWS_AT_ONCE)
      .map((row, k) => ({ place: first + k + 1, ...row }))
    await trx.rawQuery(sql, { study: studyId, rows: JSON.stringify(piece) })
  }
}

const EVENTS = `
  insert into study_events (study_id, number, kind, trial, rung, resource, value, detail)
  select :study, place, kind, trial, rung, resource, value, detail
  from jsonb_to_recordset(:rows::jsonb) as e(place int, kind text, trial int, rung int,
    resource int, value float8, detail jsonb)`

const TRIALS = `
  insert into study_trials (study_id, number, origin, "values", status, rung, target_rung, resource,
    value, value_2, error_message)
  select :study, number, origin, "values", status, rung, rung, resource, value, second, error
  from jsonb_to_recordset(:rows::jsonb) as t(number int, origin text, "values" jsonb, status text,
    rung int, resource int, value float8, second float8, error text)`

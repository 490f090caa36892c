import db from '@adonisjs/lucid/services/db'
import { ownUnit, turned } from '#core/tuning/objectives'
import { rungsOf } from '#core/tuning/scheduler_for'
import type { TrialValues } from '#core/tuning/search_space'
import type { StudyPlan } from '#core/tuning/study_plan'
import { readStudy } from '#services/tuning/locked_study'
import { secondsOf, type StudyRow } from '#services/tuning/study_rows'

/** A rung as `tune --json` and the API give it. */
export interface RungReport {
  readonly rung: number
  /** Episodes of each seed. */
  readonly resource: number
  readonly reported: number
  /** Reports without a value: undefined or failed. */
  readonly undefined: number
  readonly promoted: number
  /** Of the first objective, in its own unit. */
  readonly best: number | null
  readonly median: number | null
}

interface ReportedBest {
  readonly trial: number
  /** Of the first objective, at `resource` episodes. */
  readonly value: number
  readonly resource: number
  readonly parameters: TrialValues
}

/** A study as `tune --json` gives it. */
export interface StudyReport {
  readonly study_id: number
  readonly name: string
  readonly status: StudyRow['status']
  readonly objectives: StudyPlan['objectives']
  readonly trials: number
  readonly trials_running: number
  readonly trials_failed: number
  /** The best of those who came furthest; null before any has a value. */
  readonly best: ReportedBest | null
  /** Value of trial 0, the defaults, where it came furthest. */
  readonly default: { readonly value: number | null; readonly resource: number } | null
  readonly rungs: readonly RungReport[]
  /** Episodes handed out, over all trials and seeds, and what training every trial to its end would take. */
  readonly resource_used: number
  readonly resource_full: number
  readonly seconds: number
  readonly error: { readonly code: string; readonly message: string } | null
}

/** @throws E_STUDY_NOT_FOUND */
export async function studyReport(studyId: number): Promise<StudyReport> {
  const rungs = await rungRows(studyId)
  return readStudy(studyId, ({ row, plan, state }) => {
    const [trial0] = state.trials
    return {
      study_id: row.study_id,
      name: row.name,
      status: row.status,
      objectives: plan.objectives,
      trials: row.trial_count,
      trials_running: row.trials_running,
      trials_failed: row.trials_failed,
      best: state.best && {
        ...state.best,
        value: ownUnit(plan, state.best.value),
        parameters: state.trials[state.best.trial].values,
      },
      default:
        trial0 === undefined || trial0.results.length === 0
          ? null
          : {
              value: turned(plan.objectives[0], trial0.results.at(-1)?.[0] ?? null),
              resource: state.resourceOf(0, trial0.results.length - 1),
            },
      rungs: rungsOf(plan).map((resource, rung) => rungReport(rung, resource, plan, rungs)),
      resource_used: row.episodes_used,
      resource_full: row.trial_count * plan.base.training.episodes * plan.seeds.length,
      seconds: secondsOf(row),
      error:
        row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    }
  })
}

interface RungRow {
  readonly resource: number
  readonly reported: number
  readonly undefined: number
  readonly promoted: number
  readonly lowest: number | null
  readonly highest: number | null
  readonly median: number | null
}

async function rungRows(studyId: number): Promise<ReadonlyMap<number, RungRow>> {
  const rows = (await db
    .from('study_events')
    .where('study_id', studyId)
    .whereIn('kind', ['reported', 'promoted'])
    .groupBy('resource')
    .select(
      'resource',
      db.raw("(count(*) filter (where kind = 'reported'))::int as reported"),
      db.raw(`(count(*) filter (where kind = 'reported' and value is null))::int as "undefined"`),
      db.raw("(count(*) filter (where kind = 'promoted'))::int as promoted"),
      db.raw('min(value) as lowest'),
      db.raw('max(value) as highest'),
      db.raw('percentile_cont(0.5) within group (order by value) as median')
    )) as RungRow[]
  return new Map(rows.map((row) => [row.resource, row]))
}

function rungReport(
  rung: number,
  resource: number,
  { objectives, eta }: StudyPlan,
  rows: ReadonlyMap<number, RungRow>
): RungReport {
  const row = rows.get(resource)
  const isMaximised = objectives[0].direction === 'maximize'
  return {
    rung,
    resource,
    reported: row?.reported ?? 0,
    undefined: row?.undefined ?? 0,
    // who was promoted from here was handed out to the rung above
    promoted: rows.get(resource * eta)?.promoted ?? 0,
    best: (isMaximised ? row?.highest : row?.lowest) ?? null,
    median: row?.median ?? null,
  }
}

import db from '@adonisjs/lucid/services/db'
import { schedulerFor } from '#core/tuning/scheduler_for'
import type { TrialValues } from '#core/tuning/search_space'
import type { StudyPlan } from '#core/tuning/study_plan'
import { studyHead, type StudyHead, type WarmStarted } from '#services/tuning/study_head'
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

/** The best of the trials that came furthest. */
export interface ReportedBest {
  readonly trial: number
  /** Of the first objective, at `resource` episodes. */
  readonly value: number
  readonly resource: number
  readonly parameters: TrialValues
}

/** A study in figures, all of which its own row and those of two trials say. */
export interface StudySummary {
  readonly study_id: number
  readonly name: string
  readonly status: StudyRow['status']
  readonly objectives: StudyPlan['objectives']
  readonly trials: number
  readonly trials_running: number
  readonly trials_failed: number
  /** null before any has a value. */
  readonly best: ReportedBest | null
  /** Value of trial 0, the defaults, where it came furthest. */
  readonly default: { readonly value: number | null; readonly resource: number } | null
  /** Episodes handed out, over all trials and seeds, and what training every trial to its end would take. */
  readonly resource_used: number
  readonly resource_full: number
  readonly seconds: number
  /** Trials that the sampler learns from besides its own, and why it took none; null: no warm start. */
  readonly warm_start: WarmStarted | null
  readonly error: { readonly code: string; readonly message: string } | null
}

/** A study as `tune --json` gives it. */
export interface StudyReport extends StudySummary {
  readonly rungs: readonly RungReport[]
}

/** @throws E_STUDY_NOT_FOUND */
export async function studyReport(studyId: number): Promise<StudyReport> {
  const head = await studyHead(studyId)
  const [summary, rows] = await Promise.all([summaryOf(head), rungRows(studyId)])
  const rungs = head.plan.rungs.map((resource, rung) => rungReport(rung, resource, head.plan, rows))
  return { ...summary, rungs }
}

/** The figures of a study, whose log need not be read for them. */
export async function summaryOf({ row, plan, best, warmStart }: StudyHead): Promise<StudySummary> {
  const trials = (await db
    .from('study_trials')
    .where('study_id', row.study_id)
    .whereIn('number', [0, ...(best === null ? [] : [best.trial])])
    .select('number', 'values', 'value', 'rung')) as SummedTrial[]
  const trial = (number: number) => trials.find((each) => each.number === number)
  const standard = trial(0)
  return {
    study_id: row.study_id,
    name: row.name,
    status: row.status,
    objectives: plan.objectives,
    trials: row.trial_count,
    trials_running: row.trials_running,
    trials_failed: row.trials_failed,
    best: best && { ...best, parameters: trial(best.trial)?.values ?? {} },
    default:
      standard === undefined || standard.rung === null
        ? null
        : {
            value: Number.isFinite(standard.value) ? standard.value : null,
            resource: schedulerFor(plan).rungsOf(0)[standard.rung],
          },
    resource_used: row.episodes_used,
    resource_full: row.trial_count * plan.base.training.episodes * plan.seeds.length,
    seconds: secondsOf(row),
    warm_start: warmStart,
    error:
      row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
  }
}

interface SummedTrial {
  readonly number: number
  readonly values: TrialValues
  readonly value: number | null
  readonly rung: number | null
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
  { objectives, rungs }: Pick<StudyPlan, 'objectives' | 'rungs'>,
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
    promoted: rows.get(rungs[rung + 1])?.promoted ?? 0,
    best: (isMaximised ? row?.highest : row?.lowest) ?? null,
    median: row?.median ?? null,
  }
}

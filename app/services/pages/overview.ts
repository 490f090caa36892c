import type { Role } from '#models/user'
import { instanceAttention, type Attention } from '#services/pages/instance_attention'
import { lastEvaluations } from '#services/pages/evaluations/evaluation_list'
import { newestModels } from '#services/pages/models/model_list'
import { row, rows } from '#services/pages/rows'
import { PACED_COLUMNS, withPace, type PacedStudy } from '#services/pages/studies/paced_studies'
import type { StudyPace } from '#services/pages/studies/study_pace'
import { SHOWN_STATUS } from '#services/pages/run_status'

const LAST_EVALUATIONS = 10
const NEWEST_MODELS = 5

export interface RecentExperiment {
  readonly experiment_id: number
  readonly name: string
  readonly seeds: number
  readonly completed: number
  readonly best: number | null
  readonly median: number | null
  readonly ended: Date | null
}

export interface FirstSteps {
  readonly datasets: number
  readonly runs: number
  readonly completed: number
  readonly evaluations: number
}

/**
 * What failed in the last week: runs, studies and evaluations; running runs whose heartbeat is overdue;
 * and studies that paused by themselves. A study answers for the runs of its trials.
 */
export async function attention(): Promise<Attention[]> {
  return rows<Attention>(
    `(select case when r.status = 'failed' then 'failed' else 'lost' end as kind,
       '/runs/' || r.run_id as href, e.name || ', seed ' || r.seed as title,
       r.error_message as detail
     from training_runs r join experiments e using (experiment_id)
     where e.study_trial_id is null
       and ((r.status = 'failed' and r.end_time > now() - interval '7 days')
         or (${SHOWN_STATUS}) = 'lost')
     order by r.run_id desc limit 10)
     union all
     (select s.status, '/studies/' || s.study_id, s.name, s.error_message from studies s
     where s.status in ('paused', 'failed') and s.error_code is not null
       and coalesce(s.ended_at, now()) > now() - interval '7 days'
     order by s.study_id desc limit 5)
     union all
     (select 'failed', '/evaluations/' || v.evaluation_id,
       'Evaluation ' || v.evaluation_id || ' of ' || e.name, v.error ->> 'message'
     from evaluation_runs v join experiments e using (experiment_id)
     where v.status = 'failed' and v.completed_at > now() - interval '7 days'
     order by v.evaluation_id desc limit 5)`
  )
}

/** A study that hands out trials. */
export interface RunningStudy {
  readonly study_id: number
  readonly name: string
  readonly trials: number
  readonly trials_bound: number | null
  readonly trials_running: number
  readonly best_value: number | null
  readonly pace: StudyPace
}

interface RunningStudyRow extends PacedStudy {
  readonly name: string
  readonly best_value: number | null
}

async function runningStudies(): Promise<RunningStudy[]> {
  const found = await rows<RunningStudyRow>(
    `select ${PACED_COLUMNS}, name, best_value
     from studies where status = 'running' order by study_id limit 10`
  )
  return (await withPace(found)).map((row) => ({
    study_id: row.study_id,
    name: row.name,
    trials: row.trial_count,
    trials_bound: row.trials_bound,
    trials_running: row.trials_running,
    best_value: row.best_value,
    pace: row.pace,
  }))
}

export interface RunningRun {
  readonly run_id: number
  readonly experiment_id: number
  readonly experiment_name: string
  readonly seed: number
  readonly status: string
  readonly episodes_done: number
  readonly episodes_total: number
  readonly env_steps_per_second: number | null
  /** At the pace so far; null before the first episode, and of a lost run, which nobody trains. */
  readonly secondsLeft: number | null
}

/** Runs that train, but for those of studies. */
export async function runningRuns(): Promise<RunningRun[]> {
  return rows<RunningRun>(
    `select r.run_id, r.experiment_id, e.name as experiment_name, r.seed, ${SHOWN_STATUS} as status,
       r.episodes_done, r.episodes_total,
       case when (${SHOWN_STATUS}) = 'running' then r.env_steps_per_second end as env_steps_per_second,
       case when (${SHOWN_STATUS}) = 'running' and r.episodes_done > 0
         then r.seconds / r.episodes_done * (r.episodes_total - r.episodes_done) end as "secondsLeft"
     from training_runs r join experiments e using (experiment_id)
     where r.status = 'running' and e.study_trial_id is null order by r.run_id limit 20`
  )
}

/** The last experiments whose seeds have all ended, those of folds and of trials left out. */
export async function recentExperiments(): Promise<RecentExperiment[]> {
  return rows<RecentExperiment>(
    `select e.experiment_id, e.name, count(*)::int as seeds,
       count(*) filter (where r.status = 'completed')::int as completed,
       max(r.best_validation) as best,
       percentile_cont(0.5) within group (order by r.best_validation) as median,
       max(r.end_time) as ended
     from experiments e join training_runs r using (experiment_id)
     where e.study_trial_id is null and e.fold is null
     group by e.experiment_id
     having bool_and(r.status in ('completed', 'failed', 'cancelled'))
     order by e.experiment_id desc limit 10`
  )
}

export async function firstSteps(): Promise<FirstSteps> {
  const found = await row<FirstSteps>(
    `select (select count(*) from datasets)::int as datasets,
       (select count(*) from training_runs)::int as runs,
       (select count(*) from training_runs where status = 'completed')::int as completed,
       (select count(*) from evaluation_runs)::int as evaluations`
  )
  return found ?? { datasets: 0, runs: 0, completed: 0, evaluations: 0 }
}

/** What trains and tunes: it changes all the time. */
export async function overviewRunning() {
  const [running, studies] = await Promise.all([runningRuns(), runningStudies()])
  return { running, studies }
}

/** What changes when something begins, ends or is found. */
export async function overviewFound(role: Role) {
  const [runs, instance, evaluations, first, recent, models] = await Promise.all([
    attention(),
    instanceAttention(role),
    lastEvaluations(LAST_EVALUATIONS),
    firstSteps(),
    recentExperiments(),
    newestModels(NEWEST_MODELS),
  ])
  return { needs: [...instance, ...runs], evaluations, first, recent, models }
}

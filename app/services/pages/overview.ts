import { row, rows } from '#services/pages/rows'
import { SHOWN_STATUS } from '#services/pages/run_status'
import { modelList, type ListedJob } from '#services/pages/system'

/** What a person should look at. */
export interface Attention {
  readonly kind: 'failed' | 'lost' | 'no_workers'
  readonly run_id: number | null
  readonly title: string
  readonly detail: string | null
}

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
}

/** Failed runs of the last week and running ones whose heartbeat is overdue. */
export async function attention(): Promise<Attention[]> {
  return rows<Attention>(
    `select case when r.status = 'failed' then 'failed' else 'lost' end as kind, r.run_id,
       e.name || ', seed ' || r.seed as title, r.error_message as detail
     from training_runs r join experiments e using (experiment_id)
     where (r.status = 'failed' and r.end_time > now() - interval '7 days')
       or (${SHOWN_STATUS}) = 'lost'
     order by r.run_id desc limit 10`
  )
}

export interface RunningRun extends ListedJob {
  readonly secondsLeft: number | null
}

export async function runningRuns(): Promise<RunningRun[]> {
  return rows<RunningRun>(
    `select r.run_id, r.experiment_id, e.name as experiment_name, r.seed, ${SHOWN_STATUS} as status,
       r.attempts, r.queued_at, r.start_time, r.heartbeat_at, null as worker, r.episodes_done,
       r.episodes_total, r.env_steps_per_second, r.error_code, r.error_message,
       case when r.episodes_done > 0
         then r.seconds / r.episodes_done * (r.episodes_total - r.episodes_done) end as "secondsLeft"
     from training_runs r join experiments e using (experiment_id)
     where r.status = 'running' order by r.run_id limit 20`
  )
}

/** The last experiments whose seeds have all ended. */
export async function recentExperiments(): Promise<RecentExperiment[]> {
  return rows<RecentExperiment>(
    `select e.experiment_id, e.name, count(*)::int as seeds,
       count(*) filter (where r.status = 'completed')::int as completed,
       max(r.best_validation) as best,
       percentile_cont(0.5) within group (order by r.best_validation) as median,
       max(r.end_time) as ended
     from experiments e join training_runs r using (experiment_id)
     group by e.experiment_id
     having bool_and(r.status in ('completed', 'failed', 'cancelled'))
     order by e.experiment_id desc limit 10`
  )
}

export async function firstSteps(): Promise<FirstSteps> {
  const found = await row<FirstSteps>(
    `select (select count(*) from datasets)::int as datasets,
       (select count(*) from training_runs)::int as runs,
       (select count(*) from training_runs where status = 'completed')::int as completed`
  )
  return found ?? { datasets: 0, runs: 0, completed: 0 }
}

/** All that the first page shows. */
export async function overviewPage() {
  const [needs, running, recent, models, first] = await Promise.all([
    attention(),
    runningRuns(),
    recentExperiments(),
    modelList(5),
    firstSteps(),
  ])
  return { needs, running, recent, models, first }
}

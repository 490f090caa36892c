import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { RunRow } from '#services/training/run_rows'

/** The trial has trained for as long as the stretches that ended now, too. */
const ADD_SECONDS = `
  update study_trials t
  set seconds = coalesce(t.seconds, 0) + extract(epoch from ended.ended_at - ended.started_at)
  from ended where ended.study_trial_id = t.study_trial_id`

/** Notes that a worker trains a run of a trial now; nothing for other runs. An earlier attempt was lost. */
export async function openSegment(
  trx: TransactionClientContract,
  run: Pick<RunRow, 'experiment_id' | 'seed' | 'attempts'>,
  workerId: number
): Promise<void> {
  const trial = { experiment: run.experiment_id, seed: run.seed }
  await trx.rawQuery(
    `with ended as (
       update study_segments s set ended_at = greatest(s.started_at, coalesce(w.heartbeat_at, now())), outcome = 'lost'
       from experiments e
       left join training_runs r on r.experiment_id = e.experiment_id and r.seed = :seed
       left join workers w on w.worker_id = r.worker_id
       where e.experiment_id = :experiment and s.study_trial_id = e.study_trial_id
         and s.seed = :seed and s.ended_at is null
       returning s.*
     )
     ${ADD_SECONDS}`,
    trial
  )
  await trx.rawQuery(
    `with begun as (
     insert into study_segments (study_trial_id, seed, attempt, rung, worker, threads)
     select t.study_trial_id, :seed, :attempt, t.target_rung,
       coalesce(w.host || ':' || w.process_id, 'unknown'), w.threads
     from experiments e join study_trials t on t.study_trial_id = e.study_trial_id
     left join workers w on w.worker_id = :worker
     where e.experiment_id = :experiment
     returning study_trial_id, worker
     )
     update study_trials t set worker = begun.worker
     from begun where begun.study_trial_id = t.study_trial_id`,
    { ...trial, attempt: run.attempts, worker: workerId }
  )
}

/** Notes that a run of a trial has stopped, and how. */
export async function closeSegment(
  trx: TransactionClientContract,
  run: Pick<RunRow, 'experiment_id' | 'seed'>,
  outcome: 'completed' | 'paused' | 'cancelled' | 'failed' | 'handed_over'
): Promise<void> {
  await trx.rawQuery(
    `with ended as (
       update study_segments s set ended_at = now(), outcome = :outcome
       from experiments e
       where e.experiment_id = :experiment and s.study_trial_id = e.study_trial_id
         and s.seed = :seed and s.ended_at is null
       returning s.*
     )
     ${ADD_SECONDS}`,
    { experiment: run.experiment_id, seed: run.seed, outcome }
  )
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { RunParameters } from '#core/parameters/catalogue'
import { configOf } from '#core/tuning/propose'
import { TRAIN_QUEUE, type Queue } from '#services/queue'
import { announceStatus, type RunRow } from '#services/training/run_rows'
import type TrainingService from '#services/training_service'
import type { HandedOut } from '#services/tuning/hand_out'
import type { LockedStudy } from '#services/tuning/locked_study'

/** Trains handed-out work: new trials as new experiments, promoted ones from their checkpoints. */
export async function trainTrials(
  study: LockedStudy,
  work: readonly HandedOut[],
  training: TrainingService,
  queue: Queue
): Promise<void> {
  if (work.length === 0) return
  const { trx, row } = study
  const ids = await trialIds(trx, row.study_id, work)
  const datasetIds = await studyDatasets(trx, row.study_id)
  for (const { do: act, trial, resource } of work) {
    const id = ids.get(trial)
    if (id === undefined) continue
    if (act === 'promote') await resumeRuns(trx, queue, id, resource)
    else await launchRuns(study, training, { id, trial, resource, datasetIds })
  }
}

/** Configuration of a trial. */
export function trialParameters({ plan, state }: LockedStudy, trial: number): RunParameters {
  return configOf(plan.base, state.trials[trial].values)
}

async function launchRuns(
  study: LockedStudy,
  training: TrainingService,
  of: { id: number; trial: number; resource: number; datasetIds: readonly number[] }
): Promise<void> {
  const { trx, row, plan } = study
  const { id, trial, resource, datasetIds } = of
  await training.store(
    trx,
    {
      parameters: trialParameters(study, trial),
      preset: null,
      seeds: plan.seeds,
      datasetIds,
      name: `${row.name}, trial ${trial}`,
      notes: '',
      trial: { studyTrialId: id, pauseAt: resource },
    },
    { userId: row.user_id, person: `study ${row.study_id}`, route: 'system', address: null }
  )
}

/** Paused runs go on to the next rung; ended ones stay as they are. */
async function resumeRuns(
  trx: TransactionClientContract,
  queue: Queue,
  studyTrialId: number,
  resource: number
): Promise<void> {
  const runs = (await trx
    .from('training_runs')
    .whereIn('experiment_id', (of) =>
      of.from('experiments').where('study_trial_id', studyTrialId).select('experiment_id')
    )
    .where('status', 'paused')
    .update({ status: 'queued', pause_at: resource, queued_at: new Date() })
    .returning(['run_id', 'experiment_id'])) as unknown as Pick<
    RunRow,
    'run_id' | 'experiment_id'
  >[]
  for (const run of runs) await announceStatus(trx, run, 'queued')
  await queue.send(
    TRAIN_QUEUE,
    runs.map(({ run_id: runId }) => ({ runId })),
    trx
  )
}

async function trialIds(
  trx: TransactionClientContract,
  studyId: number,
  work: readonly HandedOut[]
): Promise<ReadonlyMap<number, number>> {
  const rows = (await trx
    .from('study_trials')
    .where('study_id', studyId)
    .whereIn(
      'number',
      work.map(({ trial }) => trial)
    )
    .select('study_trial_id', 'number')) as { study_trial_id: number; number: number }[]
  return new Map(rows.map(({ study_trial_id: id, number }) => [number, id]))
}

/** Ids of a study's datasets, in their order. */
export async function studyDatasets(
  trx: TransactionClientContract,
  studyId: number
): Promise<number[]> {
  const rows = (await trx
    .from('study_datasets')
    .where('study_id', studyId)
    .orderBy('position')
    .select('dataset_id')) as { dataset_id: number }[]
  return rows.map(({ dataset_id: id }) => id)
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/** Ids of a study's runs that train or wait for a thread. */
export async function runsInHand(
  trx: TransactionClientContract,
  studyId: number
): Promise<number[]> {
  return ids(runsOf(studyId, trx).whereIn('r.status', ['queued', 'running']))
}

/** Ids of the runs that a full disk stopped, whose trials have not been noted as failed. */
export async function runsStoppedByDisk(
  trx: TransactionClientContract,
  studyId: number
): Promise<number[]> {
  return ids(
    runsOf(studyId, trx).where({
      'r.status': 'failed',
      'r.error_code': 'E_DISK_FULL',
      't.status': 'running',
    })
  )
}

async function ids(query: ReturnType<typeof runsOf>): Promise<number[]> {
  const rows = (await query) as { run_id: number }[]
  return rows.map(({ run_id: runId }) => runId)
}

function runsOf(studyId: number, trx: TransactionClientContract) {
  return trx
    .from('training_runs as r')
    .join('experiments as e', 'e.experiment_id', 'r.experiment_id')
    .join('study_trials as t', 't.study_trial_id', 'e.study_trial_id')
    .where('t.study_id', studyId)
    .orderBy('r.run_id')
    .select('r.run_id')
}

/** Notes what each run reached where it stays counted for deflation once the study is deleted. */
export async function keepReached(trx: TransactionClientContract, studyId: number): Promise<void> {
  await trx.rawQuery(
    `update trials set sharpe = r.best_validation
     from training_runs r
     join experiments e on e.experiment_id = r.experiment_id
     join study_trials t on t.study_trial_id = e.study_trial_id
     where trials.run_id = r.run_id and t.study_id = ?`,
    [studyId]
  )
}

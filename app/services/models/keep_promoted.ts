import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import { RunsPromoted } from '#services/models/model_errors'

type Named = { readonly name: string; readonly version: number }

/**
 * Keeps the weights of a promoted model. The run is locked: it is not promoted meanwhile.
 * @throws E_RUNS_PROMOTED
 */
export async function keepPromotedRun(trx: TransactionClientContract, runId: number) {
  const found = await promotedWhere(trx, 'm.run_id = ?', runId)
  if (found !== undefined) throw new RunsPromoted(`Run ${runId}`, wordsOf(found))
}

/**
 * The same for the trials of a study; their experiments stay locked until the transaction ends.
 * @throws E_RUNS_PROMOTED
 */
export async function keepPromotedTrials(trx: TransactionClientContract, studyId: number) {
  await trx.rawQuery(
    `select 1 from experiments e join study_trials t using (study_trial_id)
     where t.study_id = ? order by e.experiment_id for update of e`,
    [studyId]
  )
  const found = await promotedWhere(
    trx,
    `p.experiment_id in (select experiment_id from experiments
       join study_trials using (study_trial_id) where study_id = ?)`,
    studyId
  )
  if (found !== undefined) throw new RunsPromoted(`A trial of study ${studyId}`, wordsOf(found))
}

/**
 * The same for an experiment, before any of its runs goes.
 * @throws E_RUNS_PROMOTED
 */
export async function keepPromotedExperiment(experimentId: number) {
  const found = await promotedWhere(db.connection(), 'p.experiment_id = ?', experimentId)
  if (found !== undefined) throw new RunsPromoted(`Experiment ${experimentId}`, wordsOf(found))
}

async function promotedWhere(trx: QueryClientContract, condition: string, id: number) {
  const { rows } = (await trx.rawQuery(
    `select p.name, p.version from model_versions p
     join model_version_members k using (model_version_id) join models m using (model_id)
     where p.stage = 'promoted' and ${condition} limit 1`,
    [id]
  )) as { rows: Named[] }
  return rows[0]
}

function wordsOf({ name, version }: Named): string {
  return `model ${name} ${version}`
}

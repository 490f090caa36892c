import db from '@adonisjs/lucid/services/db'
import type { JudgedSeed } from '#core/agent/evaluate_models'
import { FoldWithoutModel, type LackingFold } from '#services/evaluation/evaluation_errors'
import { modelsOfRuns } from '#services/evaluation/model_store'

interface FoldRun {
  readonly run_id: number
  readonly seed: number
  readonly fold: number
  readonly status: string
}

/** The training runs of the folds of a walk-forward evaluation, by fold and seed. */
export async function foldRuns(evaluationId: number): Promise<FoldRun[]> {
  return (await db
    .from('training_runs as r')
    .join('experiments as e', 'e.experiment_id', 'r.experiment_id')
    .where('e.evaluation_id', evaluationId)
    .orderBy(['e.fold', 'r.seed'])
    .select('r.run_id', 'r.seed', 'e.fold', 'r.status')) as FoldRun[]
}

/** Folds that no run trains: their study found nothing, or someone deleted their experiment. */
async function untrainedFolds(
  evaluationId: number,
  folds: number,
  runs: readonly FoldRun[]
): Promise<LackingFold[]> {
  const studies = (await db
    .from('studies')
    .where('evaluation_id', evaluationId)
    .select('study_id', 'fold', 'status')) as { study_id: number; fold: number; status: string }[]
  const numbers = Array.from({ length: folds }, (_, k) => k + 1)
  return numbers
    .filter((number) => !runs.some(({ fold }) => fold === number))
    .map((number) => {
      const study = studies.find(({ fold }) => fold === number)
      return study === undefined
        ? { what: 'the experiment', fold: number, status: 'deleted' }
        : { what: `study ${study.study_id}`, fold: number, status: study.status }
    })
}

/**
 * Each seed with the models of its folds. A seed that lacks the model of a fold is left out and named.
 * @param folds how many there are
 * @throws E_FOLD_WITHOUT_MODEL when no seed has one in every fold
 */
export async function foldSeeds(
  evaluationId: number,
  folds: number
): Promise<{ seeds: JudgedSeed[]; notes: string[] }> {
  const runs = await foldRuns(evaluationId)
  const untrained = await untrainedFolds(evaluationId, folds, runs)
  if (untrained.length > 0) throw new FoldWithoutModel(evaluationId, untrained)
  const models = await modelsOfRuns(runs.map(({ run_id: runId }) => runId))
  const bySeed = Map.groupBy(runs, ({ seed }) => seed)
  const lacking = runs.filter((run) => !models.some(({ runId }) => runId === run.run_id))
  const seeds = [...bySeed].flatMap(([seed, ownRuns]) => {
    const own = ownRuns.flatMap(({ run_id: id }) => models.find(({ runId }) => runId === id) ?? [])
    return own.length === folds ? [{ seed, models: own }] : []
  })
  if (seeds.length === 0) {
    throw new FoldWithoutModel(
      evaluationId,
      lacking.map(({ run_id: id, fold, status }) => ({ what: `run ${id}`, fold, status }))
    )
  }
  return {
    seeds,
    notes: lacking.map(
      ({ run_id: runId, seed, fold, status }) =>
        `Seed ${seed} is left out: run ${runId} of fold ${fold} ${status} without a model.`
    ),
  }
}

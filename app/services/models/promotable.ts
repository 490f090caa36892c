import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { LEAST_SEEDS, notPassed } from '#core/evaluation/verdicts/promotion'
import type { Verdict } from '#core/evaluation/verdicts/verdict'
import type { EvaluationRange } from '#services/evaluation/evaluation_rows'
import { ExperimentNotFound } from '#services/evaluation/evaluation_errors'
import {
  FoldNotPromoted,
  SeedsPaused,
  SeedsStillTrain,
  TooFewSeeds,
} from '#services/models/model_errors'
import { JUDGES } from '#services/models/model_rows'

/** A row of model_versions as the database gives it. */
export interface VersionRow {
  readonly model_version_id: number
  readonly experiment_id: number
  readonly name: string
  readonly version: number
  readonly stage: 'promoted' | 'retired'
}

/** What a promotion is decided on; its rows are locked until the transaction ends. */
export interface Promotable {
  readonly experimentId: number
  readonly version: VersionRow | null
  /** Weights of the completed seeds. */
  readonly modelIds: readonly number[]
  readonly evaluationId: number | null
  readonly verdicts: readonly Verdict[]
  readonly notPassed: readonly Verdict[]
}

/** Whoever deletes a run locks it too, so that none is deleted while it is promoted. */
const SEEDS = `select r.status, m.model_id from training_runs r
  left join models m on m.run_id = r.run_id
  where r.experiment_id = ? order by r.run_id for update of r`

const NEWEST = `select evaluation_id, range, verdicts from evaluation_runs
  where experiment_id = ? and ${JUDGES}
  order by evaluation_id desc limit 1`

/**
 * An experiment that may be promoted, reasons apart.
 * @throws E_EXPERIMENT_NOT_FOUND, E_FOLD_NOT_PROMOTED, E_SEEDS_STILL_TRAIN, E_SEEDS_PAUSED, E_TOO_FEW_SEEDS
 */
export async function lockPromotable(
  trx: TransactionClientContract,
  experimentId: number
): Promise<Promotable> {
  const experiment = (await trx
    .from('experiments')
    .where('experiment_id', experimentId)
    .forUpdate()
    .select('fold')
    .first()) as { fold: number | null } | null
  if (experiment === null) throw new ExperimentNotFound(experimentId)
  if (experiment.fold !== null) throw new FoldNotPromoted(experimentId)
  const seeds = await rowsOf<{ status: string; model_id: number | null }>(trx, SEEDS, experimentId)
  const going = seeds.filter(({ status }) => ['queued', 'running'].includes(status))
  if (going.length > 0) throw new SeedsStillTrain(experimentId, going.length)
  const paused = seeds.filter(({ status }) => status === 'paused')
  if (paused.length > 0) throw new SeedsPaused(experimentId, paused.length)
  const modelIds = seeds.flatMap(({ status, model_id: id }) =>
    status === 'completed' && id !== null ? [id] : []
  )
  if (modelIds.length < LEAST_SEEDS) throw new TooFewSeeds(experimentId, modelIds.length)
  const [newest = null] = await rowsOf<{
    evaluation_id: number
    range: EvaluationRange
    verdicts: readonly Verdict[]
  }>(trx, NEWEST, experimentId)
  return {
    experimentId,
    version: await versionOf(trx, experimentId),
    modelIds,
    evaluationId: newest?.evaluation_id ?? null,
    verdicts: newest?.verdicts ?? [],
    notPassed: newest === null ? [] : notPassed(newest.verdicts, newest.range),
  }
}

export async function versionOf(
  trx: TransactionClientContract,
  experimentId: number
): Promise<VersionRow | null> {
  return (await trx
    .from('model_versions')
    .where('experiment_id', experimentId)
    .forUpdate()
    .first()) as VersionRow | null
}

async function rowsOf<Row>(trx: TransactionClientContract, sql: string, id: number) {
  const { rows } = (await trx.rawQuery(sql, [id])) as { rows: Row[] }
  return rows
}

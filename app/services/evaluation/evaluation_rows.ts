import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { EvaluationSettings } from '#core/evaluation/tear_sheet/evaluation_settings'
import { announce } from '#live/announce'
import { evaluationTopic, EVALUATIONS_TOPIC } from '#live/topics'

export type EvaluationRange = 'validation' | 'test' | 'walk_forward'
/** `training`: the folds of a walk-forward evaluation still train. */
export const EVALUATION_STATUSES = [
  'queued',
  'training',
  'running',
  'completed',
  'failed',
  'cancelled',
] as const
export type EvaluationStatus = (typeof EVALUATION_STATUSES)[number]

/** Those in which it has not ended. */
export const GOING_EVALUATION: readonly EvaluationStatus[] = ['queued', 'training', 'running']

export interface WalkForwardInput {
  readonly folds: number
  /** `anchored`: training always begins at the first bar; `rolling`: it keeps its length. */
  readonly mode: 'rolling' | 'anchored'
  /** A study in each fold first, whose best configuration is trained; none: the experiment's. */
  readonly retune?: RetuneInput
}

/** Trials of a fold's study that are usual. */
export const RETUNE_TRIALS = 30

export interface RetuneInput {
  /** JSON of a search space, as `readSearchSpace` takes it. */
  readonly space: unknown
  /** Trials of each fold's study. */
  readonly trials: number
}

/** What is stored of it: what the runs of its folds are made from, also those that are made later. */
export interface StoredWalkForward extends WalkForwardInput {
  readonly seeds: readonly number[]
}

/** A row of evaluation_runs as the database gives it. */
export interface EvaluationRow {
  readonly evaluation_id: number
  readonly experiment_id: number
  readonly run_id: number | null
  readonly dataset_id: number | null
  readonly range: EvaluationRange
  readonly status: EvaluationStatus
  readonly settings: EvaluationSettings
  readonly walk_forward: StoredWalkForward | null
  readonly look: number | null
  readonly user_id: number | null
}

/** Tells the evaluation's page and the lists that its status changed. */
export async function announceEvaluation(
  trx: TransactionClientContract,
  evaluationId: number,
  status: EvaluationStatus
): Promise<void> {
  const data = { evaluationId, status }
  await announce(
    trx,
    { topic: evaluationTopic(evaluationId), kind: 'status', data },
    { topic: EVALUATIONS_TOPIC, kind: 'status', data }
  )
}

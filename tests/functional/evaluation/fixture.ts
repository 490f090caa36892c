import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import QueueWorker from '#jobs/queue_worker'
import EvaluationService, { type EvaluationInput } from '#services/evaluation_service'
import { storedEvaluation, type StoredEvaluation } from '#services/evaluation/evaluation_report'
import Reproduction from '#services/reruns/reproduction'
import { Queue } from '#services/queue'
import RunDatasets from '#services/training/run_datasets'
import AuditService from '#services/audit_service'
import TrainingService from '#services/training_service'
import TuningService from '#services/tuning_service'
import { ACTOR, sampleDataset, SMALL, until } from '../training/fixture.js'

/** Enough to run every part of an evaluation, in a fraction of a second. */
export const FEW = { bootstrap: 200, randomDraws: 20, startShifts: 2, costs: [0, 1, 2] }

/** Two seeds that trained to their end; the worker goes on working the queues. */
export async function trainedExperiment(
  changes: Readonly<Record<string, unknown>> = {},
  seeds: readonly number[] = [1, 2]
): Promise<{ experimentId: number; runIds: readonly number[]; datasetId: number }> {
  const datasetId = await sampleDataset()
  const training = await app.container.make(TrainingService)
  const { experiment, runIds } = await training.launch(
    { datasets: [datasetId], preset: 'quick', set: { ...SMALL, ...changes }, seeds },
    ACTOR
  )
  for (const runId of runIds) await untilStatus('training_runs', 'run_id', runId)
  return { experimentId: Number(experiment.experimentId), runIds, datasetId }
}

/** Works the queues in this process until `stop`; each time over a connection of its own. */
export async function workingHere(sweepSeconds?: number): Promise<{ stop: () => Promise<void> }> {
  const queue = new Queue(env.get('DATABASE_URL'), logger)
  const [datasets, training, audit] = await Promise.all([
    app.container.make(RunDatasets),
    app.container.make(TrainingService),
    app.container.make(AuditService),
  ])
  const tuning = new TuningService(training, audit, queue)
  const worker = new QueueWorker(queue, datasets, tuning, new Reproduction(datasets))
  await worker.start('command', 2, sweepSeconds)
  return { stop: () => worker.stop() }
}

async function untilStatus(table: string, key: string, id: number): Promise<string> {
  return until(async () => {
    const { status } = (await db.from(table).where(key, id).firstOrFail()) as { status: string }
    return ['completed', 'failed', 'cancelled'].includes(status) ? status : null
  }, 120)
}

/** Requests an evaluation with few draws. */
export async function request(input: EvaluationInput): Promise<number> {
  const evaluations = await app.container.make(EvaluationService)
  return evaluations.request({ ...input, settings: { ...FEW, ...input.settings } }, ACTOR)
}

/** The same, and waits until it is settled. */
export async function evaluated(input: EvaluationInput): Promise<StoredEvaluation> {
  const evaluationId = await request(input)
  await untilStatus('evaluation_runs', 'evaluation_id', evaluationId)
  return storedEvaluation(evaluationId)
}

/** Its tear sheet, or why there is none. */
export function sheetOf({ sheet, error }: StoredEvaluation): TearSheet {
  if (sheet === null) throw new Error(error?.message ?? 'It has no tear sheet.')
  return sheet
}

export async function settled(evaluationId: number): Promise<StoredEvaluation> {
  await untilStatus('evaluation_runs', 'evaluation_id', evaluationId)
  return storedEvaluation(evaluationId)
}

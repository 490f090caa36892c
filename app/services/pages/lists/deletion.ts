import { inject } from '@adonisjs/core'
import { isCodedError } from '#core/errors'
import type { Actor } from '#services/audit_service'
import DatasetService from '#services/dataset_service'
import EvaluationService from '#services/evaluation_service'
import { keepPromotedExperiment } from '#services/models/keep_promoted'
import { doomedRows, type DeletedKind, type Doomed } from '#services/pages/lists/doomed'
import { rows } from '#services/pages/rows'
import TrainingService from '#services/training_service'
import TuningService from '#services/tuning_service'

/** What became of each of several rows. */
export interface Deleted {
  readonly deleted: number
  /** Why each of the others is still there. */
  readonly refusals: readonly string[]
}

/** Deletes several rows of a list, each as its own page would. */
@inject()
export default class Deletion {
  constructor(
    protected training: TrainingService,
    protected tuning: TuningService,
    protected evaluations: EvaluationService,
    protected datasets: DatasetService
  ) {}

  /** What would go, and what cannot. */
  async plan(kind: DeletedKind, ids: readonly number[]): Promise<Doomed[]> {
    return doomedRows(kind, ids)
  }

  /**
   * Deletes one after another, each in a transaction of its own: what refuses to go, or has gone
   * meanwhile, keeps none of the others.
   */
  async carryOut(kind: DeletedKind, ids: readonly number[], actor: Actor): Promise<Deleted> {
    const refusals: string[] = []
    for (const id of ids) {
      try {
        await this.#delete(kind, id, actor)
      } catch (error) {
        if (!isCodedError(error) || error.kind === 'defect') throw error
        refusals.push(error.message)
      }
    }
    return { deleted: ids.length - refusals.length, refusals }
  }

  async #delete(kind: DeletedKind, id: number, actor: Actor): Promise<void> {
    switch (kind) {
      case 'run':
        return this.training.delete(id, actor)
      case 'experiment':
        return this.#deleteRunsOf(id, actor)
      case 'evaluation':
        return this.evaluations.delete(id, actor)
      case 'study':
        return this.tuning.delete(id, actor)
      case 'dataset':
        return this.datasets.delete(id, actor)
    }
  }

  /** The last run takes the experiment along. */
  async #deleteRunsOf(experimentId: number, actor: Actor): Promise<void> {
    const runs = await rows<{ run_id: number }>(
      'select run_id from training_runs where experiment_id = :experiment order by run_id',
      { experiment: experimentId }
    )
    await keepPromotedExperiment(experimentId)
    for (const { run_id: runId } of runs) await this.training.delete(runId, actor)
  }
}

import { inject } from '@adonisjs/core'
import { isCodedError } from '#core/errors'
import type { Actor } from '#services/audit_service'
import DatasetService from '#services/dataset_service'
import EvaluationService from '#services/evaluation_service'
import { keepPromotedExperiment } from '#services/models/keep_promoted'
import {
  plannedAct,
  type Act,
  type ActKind,
  type Planned,
} from '#services/pages/lists/planned_acts'
import { rows } from '#services/pages/rows'
import Reruns from '#services/reruns/reruns'
import TrainingService from '#services/training_service'
import TuningService from '#services/tuning_service'

/** What became of each of several rows. */
export interface Done {
  readonly done: number
  /** Why it was not done to each of the others. */
  readonly refusals: readonly string[]
}

/** Does something to several rows of a list, to each as its own page would. */
@inject()
export default class ChosenActs {
  constructor(
    protected training: TrainingService,
    protected tuning: TuningService,
    protected evaluations: EvaluationService,
    protected datasets: DatasetService,
    protected reruns: Reruns
  ) {}

  /** What would be done, and what cannot. */
  async plan(act: Act, kind: ActKind, ids: readonly number[]): Promise<Planned[]> {
    return plannedAct(act, kind, ids)
  }

  /**
   * Acts on one after another, each in a transaction of its own: what refuses, or has gone meanwhile,
   * keeps none of the others.
   */
  async carryOut(act: Act, kind: ActKind, ids: readonly number[], actor: Actor): Promise<Done> {
    const refusals: string[] = []
    for (const id of ids) {
      try {
        await this.#act(act, kind, id, actor)
      } catch (error) {
        if (!isCodedError(error) || error.kind === 'defect') throw error
        refusals.push(error.message)
      }
    }
    return { done: ids.length - refusals.length, refusals }
  }

  async #act(act: Act, kind: ActKind, id: number, actor: Actor): Promise<void> {
    switch (act) {
      case 'cancel':
        return this.#cancel(kind, id, actor)
      case 'resume':
        return kind === 'run' ? this.training.resume(id, actor) : this.evaluations.retry(id, actor)
      case 'delete':
        return this.#delete(kind, id, actor)
    }
  }

  async #cancel(kind: ActKind, id: number, actor: Actor): Promise<void> {
    if (kind === 'run') return this.training.cancel(id, actor)
    if (kind === 'evaluation') return this.evaluations.cancel(id, actor)
    await this.reruns.cancel(id, actor)
  }

  async #delete(kind: ActKind, id: number, actor: Actor): Promise<void> {
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

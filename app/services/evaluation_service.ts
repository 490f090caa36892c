import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { RunDataset } from '#core/agent/run_contract'
import { InvalidParameter } from '#core/errors'
import type { BarRange, Splits } from '#core/evaluation/splits'
import {
  evaluationSettings,
  type EvaluationSettings,
} from '#core/evaluation/tear_sheet/evaluation_settings'
import AuditService, { type Actor } from '#services/audit_service'
import { cancelEvaluation } from '#services/evaluation/cancel_evaluation'
import {
  DatasetDiffers,
  EvaluationNotFound,
  EvaluationStatusRefuses,
} from '#services/evaluation/evaluation_errors'
import {
  announceEvaluation,
  type EvaluationRange,
  type EvaluationRow,
  type StoredWalkForward,
  type WalkForwardInput,
} from '#services/evaluation/evaluation_rows'
import {
  evaluationSubject,
  judgedRuns,
  type EvaluationSubject,
} from '#services/evaluation/evaluation_subject'
import { foldPlans } from '#services/evaluation/fold_plans'
import { foldStudies } from '#services/evaluation/fold_studies'
import { recordLook } from '#services/evaluation/test_looks'
import { EVALUATE_QUEUE, Queue } from '#services/queue'
import RunDatasets from '#services/training/run_datasets'
import { rangesAhead } from '#services/training/warm_up'
import TrainingService from '#services/training_service'
import TuningService from '#services/tuning_service'

/** What a person wants judged, and how. */
export interface EvaluationInput {
  readonly of: { readonly experimentId: number } | { readonly runId: number }
  readonly range: EvaluationRange
  /** Needed for `test`: it is recorded with the look. */
  readonly reason?: string
  /** One of the datasets of the experiment; none: its first. */
  readonly datasetId?: number
  readonly settings?: Partial<EvaluationSettings>
  /** Needed for `walk_forward`. */
  readonly walkForward?: WalkForwardInput
}

const LONGEST_REASON = 500

/** An evaluation before it is stored: all that can be refused has been. */
interface Prepared {
  readonly subject: EvaluationSubject
  readonly datasetId: number
  readonly dataset: RunDataset
  readonly splits: Splits
  readonly bars: BarRange
  readonly settings: EvaluationSettings
  readonly reason: string
}

/** Evaluations from request to deletion. */
@inject()
export default class EvaluationService {
  constructor(
    protected datasets: RunDatasets,
    protected training: TrainingService,
    protected tuning: TuningService,
    protected audit: AuditService,
    protected queue: Queue
  ) {}

  /**
   * Stores an evaluation and queues it, or for walk-forward the training or tuning of its folds; a look at the
   * sealed test range is recorded in the same transaction, before any bar of it is read.
   * @throws E_EXPERIMENT_NOT_FOUND, E_RUN_NOT_FOUND, E_RUNS_NOT_ENDED, E_NOTHING_TO_EVALUATE,
   * E_DATASET_DIFFERS, E_INVALID_PARAMETER, E_SEARCH_SPACE
   */
  async request(input: EvaluationInput, actor: Actor): Promise<number> {
    const prepared = await this.#prepare(input)
    const { subject, dataset, splits, reason } = prepared
    const walkForward = input.range === 'walk_forward' ? planOf(input.walkForward) : null
    const folds =
      walkForward === null ? [] : foldPlans(dataset.series, splits, subject.parameters, walkForward)
    const seeds = subject.runs.map(({ seed }) => seed)
    const studies = foldStudies(folds, walkForward?.retune, seeds, dataset)
    await this.queue.start()
    return db.transaction(async (trx) => {
      const look = input.range === 'test' ? await this.#look(trx, prepared, actor) : null
      const row = evaluationRow(
        prepared,
        input.range,
        walkForward && { ...walkForward, seeds },
        look?.number ?? null,
        actor
      )
      const [{ evaluation_id: evaluationId }] = (await trx
        .table('evaluation_runs')
        .returning('evaluation_id')
        .insert(row)) as { evaluation_id: number }[]
      if (look !== null) {
        const { testLookId } = look
        await trx
          .from('test_looks')
          .where('test_look_id', testLookId)
          .update({ evaluation_id: evaluationId })
      }
      if (walkForward === null) await this.queue.send(EVALUATE_QUEUE, [{ evaluationId }], trx)
      for (const [k, parameters] of folds.entries()) {
        const launch = {
          datasetIds: [prepared.datasetId],
          name: `${subject.name}, fold ${k + 1} of ${folds.length}`,
          notes: `Walk-forward evaluation ${evaluationId}`,
          fold: { evaluationId, number: k + 1 },
        }
        const study = studies[k]
        if (study !== undefined) await this.tuning.store(trx, { ...launch, ...study }, actor)
        else await this.training.store(trx, { ...launch, parameters, preset: null, seeds }, actor)
      }
      await this.audit.record(trx, actor, {
        act: `evaluation.${input.range}`,
        objectType: 'evaluation',
        objectId: evaluationId,
        details: { experimentId: subject.experimentId, look: look?.number ?? null, reason },
      })
      await announceEvaluation(trx, evaluationId, row.status)
      return evaluationId
    })
  }

  /**
   * The number that the next look at an experiment's test range would have.
   * @throws E_EXPERIMENT_NOT_FOUND, E_RUN_NOT_FOUND, E_DATASET_DIFFERS
   */
  async nextLook(of: EvaluationInput['of']): Promise<number> {
    const { dataset, bars } = await this.#ranges(await evaluationSubject(of), 'test')
    const { symbol, interval } = dataset.identity
    const { looks } = (await db
      .from('test_looks')
      .where({ symbol, interval })
      .where('from_time', '<=', new Date(dataset.series.time[bars.last]))
      .where('to_time', '>=', new Date(dataset.series.time[bars.first]))
      .select(db.raw('count(*)::int as looks'))
      .firstOrFail()) as { looks: number }
    return looks + 1
  }

  /**
   * Deletes an evaluation with its tear sheet. Its looks stay counted, the runs and studies of its folds stay.
   * @throws E_EVALUATION_NOT_FOUND
   */
  async delete(evaluationId: number, actor: Actor): Promise<void> {
    await db.transaction(async (trx) => {
      // a study that tunes a fold is locked before its evaluation wherever both are
      await trx.from('studies').where('evaluation_id', evaluationId).forUpdate().select('study_id')
      const row = (await trx
        .from('evaluation_runs')
        .where('evaluation_id', evaluationId)
        .forUpdate()
        .first()) as EvaluationRow | null
      if (row === null) throw new EvaluationNotFound(evaluationId)
      await trx.from('evaluation_runs').where('evaluation_id', evaluationId).delete()
      await announceEvaluation(trx, evaluationId, row.status)
      await this.audit.record(trx, actor, {
        act: 'evaluation.delete',
        objectType: 'evaluation',
        objectId: evaluationId,
        details: { experimentId: row.experiment_id, range: row.range, look: row.look },
      })
    })
  }

  /**
   * Ends an evaluation that waits, trains its folds or computes, and its folds.
   * @throws E_EVALUATION_NOT_FOUND, E_EVALUATION_STATUS once it has ended
   */
  async cancel(evaluationId: number, actor: Actor): Promise<void> {
    const { training, tuning, audit, queue } = this
    await cancelEvaluation(evaluationId, { training, tuning, audit, queue }, actor)
  }

  /**
   * Queues a failed evaluation again. A look that it was counts once.
   * @throws E_EVALUATION_NOT_FOUND, E_EVALUATION_STATUS unless it has failed
   */
  async retry(evaluationId: number, actor: Actor): Promise<void> {
    await this.queue.start()
    await db.transaction(async (trx) => {
      const query = trx.from('evaluation_runs').where('evaluation_id', evaluationId)
      const row = (await query.clone().forUpdate().first()) as EvaluationRow | null
      if (row === null) throw new EvaluationNotFound(evaluationId)
      if (row.status !== 'failed') {
        throw new EvaluationStatusRefuses(evaluationId, 'queued again', row.status, ['failed'])
      }
      await query.update({ status: 'queued', error: null, completed_at: null })
      await announceEvaluation(trx, evaluationId, 'queued')
      const details = { before: { status: row.status }, after: { status: 'queued' } }
      const of = { objectType: 'evaluation', objectId: evaluationId, details }
      await this.audit.record(trx, actor, { act: 'evaluation.retry', ...of })
      await this.queue.send(EVALUATE_QUEUE, [{ evaluationId }], trx)
    })
  }

  async #prepare(input: EvaluationInput): Promise<Prepared> {
    const settings = evaluationSettings(input.settings ?? {})
    const reason = checkedReason(input)
    const subject = await evaluationSubject(input.of)
    if (input.range !== 'walk_forward') judgedRuns(subject)
    return {
      ...(await this.#ranges(subject, input.range, input.datasetId)),
      subject,
      settings,
      reason,
    }
  }

  /** The dataset that is played, and its bars, without computing any feature whole. */
  async #ranges(subject: EvaluationSubject, range: EvaluationRange, wanted?: number) {
    const { ids, datasets } = await this.datasets.load(subject.experimentId)
    const position = wanted === undefined ? 0 : ids.indexOf(wanted)
    if (position < 0) {
      const [{ run_id: runId }] = subject.runs
      const known = datasets.map(({ sha256 }) => sha256)
      throw new DatasetDiffers(runId, String(wanted), known)
    }
    const dataset = datasets[position]
    const { splits } = rangesAhead(dataset, subject.parameters)
    const bars =
      range === 'walk_forward'
        ? { first: splits.training.first, last: splits.validation.last }
        : splits[range]
    return { datasetId: ids[position], dataset, splits, bars }
  }

  async #look(trx: TransactionClientContract, prepared: Prepared, actor: Actor) {
    const { datasetId, dataset, bars, reason } = prepared
    return recordLook(trx, {
      datasetId,
      dataset,
      from: dataset.series.time[bars.first],
      to: dataset.series.time[bars.last],
      reason,
      userId: actor.userId,
    })
  }
}

function evaluationRow(
  { subject, datasetId, dataset, bars, settings, reason }: Prepared,
  range: EvaluationRange,
  walkForward: StoredWalkForward | null,
  look: number | null,
  actor: Actor
) {
  return {
    experiment_id: subject.experimentId,
    run_id: subject.runId,
    dataset_id: datasetId,
    range,
    status: walkForward === null ? ('queued' as const) : ('training' as const),
    from_time: new Date(dataset.series.time[bars.first]),
    to_time: new Date(dataset.series.time[bars.last]),
    bars: bars.last - bars.first + 1,
    settings: JSON.stringify(settings),
    walk_forward: walkForward === null ? null : JSON.stringify(walkForward),
    verdicts: '[]',
    reason,
    look,
    user_id: actor.userId,
  }
}

function planOf(walkForward: WalkForwardInput | undefined): WalkForwardInput {
  if (walkForward !== undefined) return walkForward
  throw new InvalidParameter(
    'walkForward',
    'walkForward is missing, but the range walk_forward needs the number of folds and their mode.',
    'Give for example 8 folds, anchored.'
  )
}

function checkedReason({ range, reason = '' }: EvaluationInput): string {
  const words = reason.trim()
  const fault =
    range === 'test' && words === ''
      ? 'is empty, but every look at the sealed test range is recorded with its reason'
      : [...words].length > LONGEST_REASON
        ? `has ${[...words].length} characters, but may have ${LONGEST_REASON}`
        : null
  if (fault === null) return words
  throw new InvalidParameter('reason', `reason ${fault}.`, 'Say in a sentence why you look.')
}

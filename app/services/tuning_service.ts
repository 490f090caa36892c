import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { InvalidParameter } from '#core/errors'
import type { TrialValues } from '#core/tuning/search_space'
import type { StudyBudget } from '#core/tuning/study_plan'
import AuditService, { type Actor } from '#services/audit_service'
import { queueEvaluationOnceFoldsEnded } from '#services/evaluation/fold_progress'
import { keepPromotedTrials } from '#services/models/keep_promoted'
import { Queue } from '#services/queue'
import TrainingService, { checkedSeeds, type Launched } from '#services/training_service'
import { cancelRuns, requeueRun } from '#services/training/run_commands'
import { rangesAhead } from '#services/training/warm_up'
import { advanceStudy } from '#services/tuning/advance_study'
import { insertStudy, type PreparedStudy } from '#services/tuning/insert_study'
import { withStudy, type LockedStudy } from '#services/tuning/locked_study'
import { StudyStatusRefuses, TrialNotFound } from '#services/tuning/study_errors'
import {
  baseOf,
  budgetOf,
  checkedPoints,
  planOf,
  refuseTooSmall,
  type StudyInput,
} from '#services/tuning/study_input'
import { refuseSpent } from '#services/tuning/spent_bounds'
import { refuseWider, withPinnedRanges } from '#services/tuning/pinned_ranges'
import { unattendedStudies } from '#services/tuning/unattended'
import {
  announceStudy,
  boundColumns,
  boundsOf,
  type StudyStatus,
} from '#services/tuning/study_rows'
import { trainFold } from '#services/tuning/train_fold'
import { setStudyStatus } from '#services/tuning/study_status'
import { studyDatasets, trialParameters } from '#services/tuning/trial_runs'
import { wakeStudies } from '#services/tuning/wake'
import { keepReached, runsInHand, runsStoppedByDisk } from '#services/tuning/study_runs'
import { warmTrials } from '#services/tuning/warm_start'

/** Studies from launch to deletion. */
@inject()
export default class TuningService {
  constructor(
    protected training: TrainingService,
    protected audit: AuditService,
    protected queue: Queue
  ) {}

  /**
   * Stores a study and queues the first look at it.
   * @throws E_INVALID_PARAMETER, E_SEARCH_SPACE, E_DATASET_NOT_FOUND, E_STUDY_NOT_FOUND of a warm start,
   * and what `TrainingService.datasetsFor` throws
   */
  async launch(input: StudyInput, actor: Actor): Promise<number> {
    const base = baseOf(input)
    const cold = planOf(input, base)
    const budget = budgetOf(input.budget)
    refuseTooSmall(budget, cold)
    const datasets = await this.training.datasetsFor(input.datasets, base)
    const { warmStartId = null } = input
    const warmStart = warmStartId === null ? null : await warmTrials(warmStartId, cold)
    const bars = await this.training.barsOf(datasets)
    const plan = withPinnedRanges({ ...cold, warmStart }, bars)
    // the ranges that are left must do, too
    for (const each of bars) rangesAhead(each, plan.base)
    const symbols = datasets.map(({ symbol, interval }) => `${symbol} ${interval}`).join(', ')
    const name =
      input.name ?? `${symbols}, ${plan.scheduler} of ${plan.space.dimensions.length} parameters`
    const datasetIds = datasets.map(({ datasetId }) => Number(datasetId))
    const notes = input.notes ?? ''
    await this.queue.start()
    return db.transaction(async (trx) =>
      this.store(trx, { plan, budget, datasetIds, name, notes }, actor)
    )
  }

  /** Stores a study and queues the first look at it, in the caller's transaction; the queue is started. */
  async store(
    trx: TransactionClientContract,
    prepared: PreparedStudy,
    actor: Actor
  ): Promise<number> {
    const studyId = await insertStudy(trx, prepared, actor)
    await wakeStudies(trx, this.queue, [studyId])
    return studyId
  }

  /** Looks at a study once: notes results, hands out work, ends it. */
  async advance(studyId: number): Promise<void> {
    await advanceStudy(studyId, this.training, this.queue)
  }

  /**
   * Hands out nothing more; what trains goes on to its rung.
   * @throws E_STUDY_NOT_FOUND, E_STUDY_STATUS
   */
  async pause(studyId: number, actor: Actor): Promise<void> {
    await this.#change(studyId, actor, 'paused', ['running'], async (study) => {
      await setStudyStatus(study.trx, this.queue, study.row, 'paused')
      return { status: 'paused' }
    })
  }

  /**
   * Goes on: with a paused or failed study, with a running one that nothing would wake, and with runs that
   * a full disk stopped.
   * @throws E_STUDY_NOT_FOUND, E_STUDY_STATUS
   */
  async resume(studyId: number, actor: Actor): Promise<void> {
    await this.queue.start()
    const isLeft = (await unattendedStudies()).includes(studyId)
    const allowed = isLeft ? (['running'] as const) : RESUMABLE
    await this.#change(studyId, actor, 'resumed', allowed, async (study) => {
      // in one with the status: a look between the two would find the disk still full
      for (const runId of await runsStoppedByDisk(study.trx, studyId)) {
        await requeueRun(study.trx, this.queue, runId, actor)
      }
      await this.#run(study)
      return { status: 'running' }
    })
  }

  /**
   * Ends a study: runs in hand are cancelled at their next step, and their trials count as failed.
   * @throws E_STUDY_NOT_FOUND, E_STUDY_STATUS
   */
  async stop(studyId: number, actor: Actor): Promise<void> {
    await this.#change(studyId, actor, 'stopped', ['running', 'paused'], async (study) => {
      study.append({ kind: 'closed', reason: 'stopped' })
      await setStudyStatus(study.trx, this.queue, study.row, 'stopped')
      await trainFold(study, this.training, this.queue)
      // trials that have settled already are noted by this look; the others by that of their last run
      await wakeStudies(study.trx, this.queue, [studyId])
      await cancelRuns(study.trx, this.queue, await runsInHand(study.trx, studyId), actor)
      return { status: 'stopped' }
    })
  }

  /**
   * Gives a study new bounds, and points to be tried next, whether it runs or has ended; it goes on.
   * @throws E_STUDY_NOT_FOUND, E_INVALID_PARAMETER for a bound on trials under those there are, for bounds
   * within which nothing more can be handed out, and for a point that is none
   */
  async extend(
    studyId: number,
    given: Partial<StudyBudget>,
    actor: Actor,
    points: readonly TrialValues[] = []
  ): Promise<void> {
    await this.#change(studyId, actor, 'extended', EVERY_STATUS, async (study) => {
      const { row, state } = study
      const budget = budgetOf({ ...boundsOf(row), ...given })
      if (budget.trials !== null && budget.trials < state.trials.length) {
        throw new InvalidParameter(
          'trials',
          `trials is ${budget.trials}, but must be at least ${state.trials.length}: so many have been started.`,
          'Stop the study to start no more.'
        )
      }
      const { trials, episodes } = budget
      const { space, base } = study.plan
      const checked = checkedPoints(points, space, base)
      refuseWider(checked, study.plan)
      if (checked.length > 0) study.append({ kind: 'enqueued', points: checked })
      study.append({ kind: 'bounded', trials, episodes })
      refuseSpent(study, budget)
      await study.trx.from('studies').where('study_id', studyId).update(boundColumns(budget))
      await this.#run(study)
      return { status: 'running', ...budget, points: checked }
    })
  }

  /**
   * Points to be tried before the sampler is asked again.
   * @throws E_STUDY_NOT_FOUND, E_INVALID_PARAMETER
   */
  async enqueue(studyId: number, points: readonly TrialValues[], actor: Actor): Promise<void> {
    await this.#change(studyId, actor, 'enqueued', EVERY_STATUS, (study) => {
      const { space, base } = study.plan
      refuseWider(points, study.plan)
      const checked = checkedPoints(points, space, base)
      study.append({ kind: 'enqueued', points: checked })
      return Promise.resolve({ points: checked })
    })
  }

  /**
   * Trains a trial's configuration anew, from the beginning to its end, with other seeds.
   * @throws E_STUDY_NOT_FOUND, E_TRIAL_NOT_FOUND, E_INVALID_PARAMETER
   */
  async retrain(
    studyId: number,
    trial: number,
    seeds: readonly number[],
    actor: Actor
  ): Promise<Launched> {
    const checked = checkedSeeds(seeds)
    await this.queue.start()
    return withStudy(studyId, async (study) => {
      if (study.state.trials[trial] === undefined) throw new TrialNotFound(studyId, trial)
      return this.training.store(
        study.trx,
        {
          parameters: trialParameters(study, trial),
          preset: null,
          seeds: checked,
          datasetIds: await studyDatasets(study.trx, studyId),
          name: `${study.row.name}, trial ${trial} retrained`,
          notes: `Configuration of trial ${trial} of study ${studyId}`,
        },
        actor
      )
    })
  }

  /**
   * Deletes a study with its trials and their runs; what they reached stays counted for deflation.
   * @throws E_STUDY_NOT_FOUND, E_STUDY_STATUS while it runs or a run of it trains, E_RUNS_PROMOTED
   */
  async delete(studyId: number, actor: Actor): Promise<void> {
    await this.#change(studyId, actor, 'deleted', ENDED, async ({ trx, state, row }) => {
      if (state.inFlight > 0 && (await runsInHand(trx, studyId)).length > 0) {
        throw new StudyStatusRefuses(studyId, 'deleted', 'still training', 'ended')
      }
      await keepPromotedTrials(trx, studyId)
      await keepReached(trx, studyId)
      await trx.from('studies').where('study_id', studyId).delete()
      const { evaluation_id: evaluationId } = row
      if (evaluationId !== null) await queueEvaluationOnceFoldsEnded(trx, this.queue, evaluationId)
      await announceStudy(trx, studyId, row.status)
      return null
    })
  }

  async #run({ trx, row }: LockedStudy): Promise<void> {
    await setStudyStatus(trx, this.queue, row, 'running')
    await wakeStudies(trx, this.queue, [row.study_id])
  }

  async #change(
    studyId: number,
    actor: Actor,
    act: string,
    allowed: readonly StudyStatus[],
    change: (study: LockedStudy) => Promise<Readonly<Record<string, unknown>> | null>
  ): Promise<void> {
    await this.queue.start()
    await withStudy(studyId, async (study) => {
      const { status } = study.row
      if (!allowed.includes(status)) {
        throw new StudyStatusRefuses(studyId, act, status, allowed.join(' and '))
      }
      const before = { status, ...boundsOf(study.row) }
      const after = await change(study)
      await this.audit.record(study.trx, actor, {
        act: `study.${act}`,
        objectType: 'study',
        objectId: studyId,
        details: { before, after },
      })
    })
  }
}

const EVERY_STATUS = ['running', 'paused', 'completed', 'stopped', 'failed'] as const
const RESUMABLE = ['paused', 'failed'] as const
const ENDED = ['paused', 'completed', 'stopped', 'failed'] as const

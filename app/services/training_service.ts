import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { resolveParameters, type Overrides } from '#core/parameters/resolve'
import type { PresetName } from '#core/parameters/preset'
import type { RunParameters } from '#core/parameters/catalogue'
import type Dataset from '#models/dataset'
import Experiment from '#models/experiment'
import AuditService, { type Actor } from '#services/audit_service'
import DatasetService from '#services/dataset_service'
import { keepTrialResult, recordTrials } from '#services/evaluation/trials'
import { startingPoint } from '#services/presets/starting_point'
import { keepPromotedRun } from '#services/models/keep_promoted'
import { Queue, TRAIN_QUEUE } from '#services/queue'
import { cancelRun, goesOn, requeueRun } from '#services/training/run_commands'
import { announceStatus, lockRun, runAct } from '#services/training/run_rows'
import type { SourcedSeries } from '#core/market/series'
import { rangesAhead } from '#services/training/warm_up'
import { DatasetsInvalid, NoSeeds, RunStatusRefuses } from '#services/training/training_errors'

/** What a person launches. */
export interface LaunchInput {
  /** Ids or symbols (the newest version of one). */
  readonly datasets: readonly (number | string)[]
  /** The name of a preset, of one that was saved too. */
  readonly preset: string
  readonly set: Overrides
  /** None: the preset's. */
  readonly seeds?: readonly number[]
  readonly name?: string | null
  readonly notes?: string | null
  readonly tags?: readonly string[]
}

/** A launch of which everything that can be refused has been. */
export interface PreparedLaunch {
  readonly parameters: RunParameters
  readonly preset: PresetName | null
  /** Name of the preset that was saved upon `preset`, if one was used. */
  readonly savedPreset?: string | null
  readonly seeds: readonly number[]
  readonly datasetIds: readonly number[]
  readonly name: string
  readonly notes: string
  readonly tags?: readonly string[]
  /** The walk-forward fold that it retrains: part of an evaluation, no trial of its own. */
  readonly fold?: { readonly evaluationId: number; readonly number: number }
  /** The trial of a study that it trains: its runs pause at the end of episode `pauseAt`. */
  readonly trial?: { readonly studyTrialId: number; readonly pauseAt: number }
}

export interface Launched {
  readonly experiment: Experiment
  readonly runIds: readonly number[]
}

/** Training runs from launch to deletion. */
@inject()
export default class TrainingService {
  constructor(
    protected datasets: DatasetService,
    protected audit: AuditService,
    protected queue: Queue
  ) {}

  /**
   * Stores an experiment with one run a seed and queues them: all or nothing.
   * @throws E_INVALID_PARAMETER (an unknown preset too), E_DATASET_NOT_FOUND, and when the bars do not
   * hold the ranges E_EMBARGO_TOO_SHORT, E_SPLIT_TOO_SHORT, E_SPLIT_DATE_INVALID
   */
  async launch(input: LaunchInput, actor: Actor): Promise<Launched> {
    const start = await startingPoint(input.preset, actor.userId)
    const parameters = resolveParameters({ ...start.overrides, ...input.set }, start.preset)
    const seeds = checkedSeeds(input.seeds ?? start.seeds)
    const datasets = await this.datasetsFor(input.datasets, parameters)
    const symbols = datasets.map(({ symbol, interval }) => `${symbol} ${interval}`).join(', ')
    const prepared = {
      parameters,
      preset: start.preset,
      savedPreset: start.saved === null ? null : start.name,
      seeds,
      datasetIds: datasets.map(({ datasetId }) => Number(datasetId)),
      name: input.name ?? `${symbols}, ${start.name}`,
      notes: input.notes ?? '',
      tags: input.tags ?? [],
    }
    await this.queue.start()
    return db.transaction((trx) => this.store(trx, prepared, actor))
  }

  /** Stores a prepared launch and queues its runs, in the caller's transaction; the queue is started. */
  async store(
    trx: TransactionClientContract,
    launch: PreparedLaunch,
    actor: Actor
  ): Promise<Launched> {
    const { parameters, preset, seeds, datasetIds, name, notes, fold, trial } = launch
    const { savedPreset = null, tags = [] } = launch
    const experiment = await Experiment.create(
      { name, preset, savedPreset, parameters, notes, tags: [...tags], userId: actor.userId },
      { client: trx }
    )
    const experimentId = Number(experiment.experimentId)
    if (trial !== undefined) {
      await trx
        .from('experiments')
        .where('experiment_id', experimentId)
        .update({ study_trial_id: trial.studyTrialId })
    }
    await trx.table('experiment_datasets').multiInsert(
      datasetIds.map((datasetId, position) => ({
        experiment_id: experimentId,
        dataset_id: datasetId,
        position,
      }))
    )
    const runIds = await insertRuns(trx, experimentId, launch)
    if (fold === undefined) await recordTrials(trx, experimentId)
    else {
      await trx
        .from('experiments')
        .where('experiment_id', experimentId)
        .update({ evaluation_id: fold.evaluationId, fold: fold.number })
    }
    // a trial is the study's act, which the log has
    if (trial === undefined) {
      await this.audit.record(trx, actor, {
        act: 'experiment.launch',
        objectType: 'experiment',
        objectId: experimentId,
        details: { seeds, datasets: datasetIds },
      })
    }
    await this.queue.send(
      TRAIN_QUEUE,
      runIds.map((runId) => ({ runId })),
      trx
    )
    return { experiment, runIds }
  }

  /**
   * Asks a run to stop: a queued one is cancelled at once, a running one at its next step, with what it
   * has.
   * @throws E_RUN_NOT_FOUND, E_RUN_STATUS
   */
  async cancel(runId: number, actor: Actor): Promise<void> {
    await this.queue.start()
    await db.transaction(async (trx) => {
      const run = await lockRun(trx, runId)
      if (!goesOn(run)) {
        throw new RunStatusRefuses(runId, 'cancelled', run.status, 'queued and running')
      }
      await cancelRun(trx, this.queue, run, actor)
    })
  }

  /**
   * Queues a run that ended early or whose worker is lost, to go on from its checkpoint or, without
   * one, from the beginning. The new attempt's number keeps a lost worker from writing.
   * @throws E_RUN_NOT_FOUND, E_RUN_STATUS
   */
  async resume(runId: number, actor: Actor): Promise<void> {
    await this.queue.start()
    await db.transaction(async (trx) => requeueRun(trx, this.queue, runId, actor))
  }

  /**
   * Deletes a run with all that hangs on it; the last run of an experiment takes the experiment along.
   * @throws E_RUN_NOT_FOUND; E_RUN_STATUS while it is queued, running or paused at a rung of a study;
   * E_RUNS_PROMOTED
   */
  async delete(runId: number, actor: Actor): Promise<void> {
    await db.transaction(async (trx) => {
      const run = await lockRun(trx, runId)
      if (['queued', 'running', 'paused'].includes(run.status)) {
        throw new RunStatusRefuses(runId, 'deleted', run.status, 'ended')
      }
      await keepPromotedRun(trx, runId)
      await keepTrialResult(trx, runId)
      await trx.from('training_runs').where('run_id', runId).delete()
      await trx
        .from('experiments')
        .where('experiment_id', run.experiment_id)
        .whereNotExists((left) =>
          left.from('training_runs').where('experiment_id', run.experiment_id)
        )
        .delete()
      await announceStatus(trx, run, run.status)
      await this.audit.record(trx, actor, runAct('run.delete', run, null))
    })
  }

  /**
   * The datasets, each held against the ranges before anything is stored.
   * @throws E_DATASET_NOT_FOUND, E_INVALID_PARAMETER, and when the bars do not hold the ranges
   * E_EMBARGO_TOO_SHORT, E_SPLIT_TOO_SHORT, E_SPLIT_DATE_INVALID
   */
  async datasetsFor(
    references: LaunchInput['datasets'],
    parameters: RunParameters
  ): Promise<Dataset[]> {
    const datasets: Dataset[] = []
    for (const reference of references) {
      const dataset = await this.datasets.find(reference)
      if (datasets.some(({ datasetId }) => datasetId === dataset.datasetId)) {
        throw new DatasetsInvalid(`names dataset ${dataset.datasetId} twice`)
      }
      rangesAhead(await this.datasets.load(Number(dataset.datasetId)), parameters)
      datasets.push(dataset)
    }
    if (datasets.length === 0) throw new DatasetsInvalid('is empty')
    return datasets
  }

  /** Bars of datasets, as their sources gave them; not to be written into. */
  async barsOf(datasets: readonly Dataset[]): Promise<SourcedSeries[]> {
    return Promise.all(datasets.map(({ datasetId }) => this.datasets.load(Number(datasetId))))
  }
}

async function insertRuns(
  trx: TransactionClientContract,
  experimentId: number,
  { parameters, seeds, trial }: PreparedLaunch
): Promise<number[]> {
  const rows = (await trx
    .table('training_runs')
    .returning(['run_id', 'seed'])
    .multiInsert(
      seeds.map((seed) => ({
        experiment_id: experimentId,
        seed,
        parameters: JSON.stringify(parameters),
        status: 'queued',
        episodes_total: parameters.training.episodes,
        pause_at: trial?.pauseAt ?? null,
      }))
    )) as { run_id: number; seed: number }[]
  for (const { run_id: runId } of rows) {
    await announceStatus(trx, { run_id: runId, experiment_id: experimentId }, 'queued')
  }
  return rows.map(({ run_id: runId }) => runId)
}

/** @throws E_INVALID_PARAMETER unless they are 1 to 100 different integers in [0, 2^32) */
export function checkedSeeds(seeds: readonly number[]): readonly number[] {
  const fits = (seed: number) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32
  const sound = seeds.every(fits) && new Set(seeds).size === seeds.length
  if (seeds.length < 1 || seeds.length > 100 || !sound)
    throw new NoSeeds(seeds.join(', ') || 'empty')
  return seeds
}

import { inject } from '@adonisjs/core'
import { isCodedError } from '#core/errors'
import type { RunParameters } from '#core/parameters/catalogue'
import { differences } from '#core/parameters/differences'
import { PRESETS } from '#core/parameters/preset'
import { ownStartingPoint, type StartingPoint } from '#core/parameters/starting_point'
import { restoreParameters } from '#core/parameters/stored_parameters'
import { valueText } from '#core/parameters/value_text'
import DatasetService from '#services/dataset_service'
import { datasetList } from '#services/pages/dataset_list'
import { estimateLaunch, type LaunchEstimate } from '#services/pages/launch_estimate'
import LaunchTrial, { type Trial } from '#services/pages/launch_trial'
import { experimentDatasets, type RunDetail } from '#services/pages/run_detail'
import { RecordNotFound } from '#services/pages/missing'
import { runHead } from '#services/pages/run_page'
import { row, rows } from '#services/pages/rows'
import { startingPoint } from '#services/presets/starting_point'

/** What the form begins with. */
export interface LaunchStart {
  readonly point: StartingPoint
  readonly overrides: Readonly<Record<string, unknown>>
  readonly datasetId: number | null
  readonly seeds: string | null
  readonly name: string
  readonly tags: string
  readonly from: number | null
  /** The trial of a study that it begins with. */
  readonly trial: { readonly study: number; readonly number: number } | null
}

/** An earlier experiment, and the labels of the parameters in which a launch differs from it. */
export interface Alike {
  readonly experimentId: number
  readonly but: readonly string[]
}

/** So many earlier experiments are looked at, and named up to so many differences. */
const MOST_ALIKE = 100
const MOST_DIFFERENCES = 2

export interface EstimateOrFault {
  readonly estimate: LaunchEstimate | null
  /** The checks before training, as they were made on these bars; undefined: they are still to be made. */
  readonly trial: Trial | undefined
  readonly isTimed: boolean
  readonly fault: { readonly message: string; readonly remedy: string } | null
}

@inject()
export default class LaunchPage {
  constructor(
    protected datasets: DatasetService,
    protected trials: LaunchTrial
  ) {}

  async options() {
    return datasetList(true)
  }

  /** The configuration, dataset, tags and seeds of an earlier run. */
  async clone(runId: number, userId: number): Promise<LaunchStart> {
    const run = await runHead(runId)
    const point = await startOf(run, userId)
    const changes = differences(point.parameters, restoreParameters(run.parameters))
    const seeds = await rows<{ seed: number }>(
      'select seed from training_runs where experiment_id = :experiment order by run_id',
      { experiment: run.experiment_id }
    )
    const [dataset] = await experimentDatasets(run.experiment_id)
    return {
      point,
      overrides: Object.fromEntries(changes.map(({ parameter, after }) => [parameter.path, after])),
      datasetId: dataset?.dataset_id ?? null,
      seeds: seeds.map(({ seed }) => seed).join(', '),
      name: run.experiment_name,
      tags: run.tags.join(', '),
      from: runId,
      trial: null,
    }
  }

  /**
   * The configuration and dataset of a trial that has begun, with the seeds of the default preset.
   * @throws E_RECORD_NOT_FOUND
   */
  async ofTrial(study: number, number: number): Promise<LaunchStart> {
    const found = await row<{ experiment_id: number; parameters: unknown; name: string }>(
      `select e.experiment_id, e.parameters, e.name
       from experiments e join study_trials t using (study_trial_id)
       where t.study_id = :study and t.number = cast(:number as bigint)`,
      { study, number }
    )
    if (found === null) {
      throw new RecordNotFound(
        `Study ${study} has no trial ${number} that has begun.`,
        'The page of the study lists its trials.'
      )
    }
    const point = ownStartingPoint('default')
    const changes = differences(point.parameters, restoreParameters(found.parameters))
    const [dataset] = await experimentDatasets(found.experiment_id)
    return {
      point,
      overrides: Object.fromEntries(changes.map(({ parameter, after }) => [parameter.path, after])),
      datasetId: dataset?.dataset_id ?? null,
      seeds: null,
      name: found.name,
      tags: '',
      from: null,
      trial: { study, number },
    }
  }

  /** The dataset that was used last, else the newest. */
  async usualDataset(): Promise<number | null> {
    const used = await row<{ dataset_id: number }>(
      `select dataset_id from datasets d
       left join experiment_datasets ed using (dataset_id)
       order by ed.experiment_id desc nulls last, d.dataset_id desc limit 1`
    )
    return used?.dataset_id ?? null
  }

  /** The work of a launch, or why these bars do not do. */
  async estimate(
    parameters: RunParameters,
    datasetId: number,
    seeds: number
  ): Promise<EstimateOrFault> {
    const known = (isTimed: boolean) => this.trials.known(parameters, datasetId, isTimed)
    try {
      const sourced = await this.datasets.load(datasetId)
      const found = await estimateLaunch(parameters, sourced, seeds, known)
      const { trial, isTimed, ...estimate } = found
      return { estimate, trial, isTimed, fault: trial?.fault ?? null }
    } catch (error) {
      if (!isCodedError(error)) throw error
      return { estimate: null, trial: undefined, isTimed: false, fault: error }
    }
  }

  /** Checks and, where nothing tells the speed, times what is to be launched. */
  async try(parameters: RunParameters, datasetId: number, gone: AbortSignal): Promise<void> {
    const { estimate, trial, isTimed } = await this.estimate(parameters, datasetId, 1)
    if (estimate === null || trial !== undefined) return
    await this.trials.take(parameters, datasetId, isTimed, gone)
  }

  /** The earlier experiment of people on the same bars that is most like it, with what differs. */
  async alike(parameters: RunParameters, datasetId: number): Promise<Alike | null> {
    const found = await rows<{ experiment_id: number; parameters: unknown }>(
      `select e.experiment_id, e.parameters
       from experiments e join experiment_datasets ed using (experiment_id)
       where ed.dataset_id = :dataset and e.study_trial_id is null and e.fold is null
       order by e.experiment_id desc limit ${MOST_ALIKE}`,
      { dataset: datasetId }
    )
    const differing = found.map(({ experiment_id: experimentId, parameters: theirs }) => ({
      experimentId,
      but: differences(restoreParameters(theirs), parameters).map(
        ({ parameter }) => parameter.label
      ),
    }))
    const [nearest] = differing.toSorted((a, b) => a.but.length - b.but.length)
    return nearest && nearest.but.length <= MOST_DIFFERENCES ? nearest : null
  }
}

/** The saved preset that a run was launched from, while there is one of that name; else ours. */
async function startOf(run: RunDetail, userId: number): Promise<StartingPoint> {
  const ours = ownStartingPoint(PRESETS.find((name) => name === run.preset) ?? 'default')
  if (run.saved_preset === null) return ours
  try {
    return await startingPoint(run.saved_preset, userId)
  } catch (error) {
    if (isCodedError(error)) return ours // renamed or deleted since, or another's own
    throw error
  }
}

/** The command that launches the same. It knows no preset but ours and those for all. */
export function launchCommand(
  parameters: RunParameters,
  launch: {
    readonly start: StartingPoint
    readonly datasets: readonly number[]
    readonly seeds: readonly number[]
  }
): string {
  const { saved, name, preset } = launch.start
  const start = saved === null || saved.isShared ? launch.start : ownStartingPoint(preset)
  const changes = differences(start.parameters, parameters).map(
    ({ parameter, after }) => `--set ${parameter.path}=${valueText(after).replaceAll(', ', ',')}`
  )
  const word = start === launch.start && saved !== null ? `"${name}"` : preset
  return [
    'node ace train',
    ...launch.datasets.map((id) => `--dataset=${id}`),
    `--preset=${word}`,
    ...changes,
    launch.seeds.length === 1 ? `--seed=${launch.seeds[0]}` : `--seeds=${launch.seeds.join(',')}`,
    '--detach',
  ].join(' ')
}

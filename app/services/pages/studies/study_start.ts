import type { ParameterValue } from '#core/parameter'
import { changedFromPreset, type ParameterDifference } from '#core/parameters/differences'
import { nearestPreset } from '#core/parameters/nearest_preset'
import { PRESETS, type PresetName } from '#core/parameters/preset'
import { restoreParameters } from '#core/parameters/stored_parameters'
import { valueText } from '#core/parameters/value_text'
import { readSearchSpace } from '#core/tuning/read_search_space'
import type { TrialValues } from '#core/tuning/search_space'
import { SPACE_PRESETS } from '#core/tuning/space_presets'
import { directionFault, OBJECTIVE_LABELS } from '#core/tuning/objectives'
import { rowsOfSpace } from '#core/tuning/space_rows'
import { experimentDatasets } from '#services/pages/run_detail'
import { runHead } from '#services/pages/run_page'
import { rows } from '#services/pages/rows'
import { studyProgress, type StudyProgress } from '#services/pages/studies/study_page'
import { startingPoint } from '#services/presets/starting_point'
import { baseOfStudy } from '#services/tuning/study_origin'
import { BLANK_STUDY, type StudyForm } from '#services/pages/studies/study_form'

/** A base configuration as the form holds it: a preset, and lines of what differs from it. */
interface BaseText {
  readonly preset: PresetName
  readonly set: string
}

/** A study to be cloned, with its datasets. @throws E_RECORD_NOT_FOUND */
async function studyToClone(
  studyId: number
): Promise<StudyProgress & { datasets: readonly number[] }> {
  const progress = await studyProgress(studyId)
  const found = await rows<{ dataset_id: number }>(
    'select dataset_id from study_datasets where study_id = :study order by position',
    { study: studyId }
  )
  return { ...progress, datasets: found.map(({ dataset_id: id }) => id) }
}

/** The configuration and the datasets of a run. @throws E_RECORD_NOT_FOUND */
export async function baseTextOfRun(
  runId: number
): Promise<BaseText & { datasets: readonly number[] }> {
  const run = await runHead(runId)
  const parameters = restoreParameters(run.parameters)
  const preset = PRESETS.find((name) => name === run.preset) ?? nearestPreset(parameters)
  const datasets = await experimentDatasets(run.experiment_id)
  return {
    preset,
    set: linesOf(changedFromPreset(parameters, preset)).join('\n'),
    datasets: datasets.map(({ dataset_id: id }) => id),
  }
}

/**
 * A saved preset as the preset that it was saved upon, and its changes.
 * @throws E_INVALID_PARAMETER for one that is none
 */
export async function baseTextOfSaved(reference: string, userId: number): Promise<BaseText> {
  const { preset, parameters } = await startingPoint(reference, userId)
  return { preset, set: linesOf(changedFromPreset(parameters, preset)).join('\n') }
}

function linesOf(changes: readonly ParameterDifference[]): string[] {
  return changes.map(({ parameter, after }) => lineOf(parameter.path, after))
}

function lineOf(path: string, value: ParameterValue): string {
  return `${path}=${valueText(value)}`
}

/** The base of a study as the form holds it. */
function baseTextOfStudy({ plan }: Pick<StudyProgress, 'plan'>): BaseText {
  const { preset, set } = baseOfStudy(plan)
  const lines = Object.entries(set).map(([path, value]) => lineOf(path, value as ParameterValue))
  return { preset, set: lines.join('\n') }
}

interface ClonedStudy {
  readonly id: number
  readonly name: string
  /** Labels of objectives whose direction the form turns, as studies of earlier versions could minimise. */
  readonly turned: readonly string[]
}

/** The form that a visit begins with, and the study or run that it comes from. */
export interface StartedStudy {
  readonly form: StudyForm
  readonly from: ClonedStudy | null
  readonly run: number | null
}

/** What a visit asks the form to begin with; null: nothing of the kind. */
export interface AskedStart {
  /** A study to clone. */
  readonly from: number | null
  /** A run whose configuration is the base. */
  readonly run: number | null
  readonly space: keyof typeof SPACE_PRESETS
  readonly datasetId: number | null
}

/** @throws E_RECORD_NOT_FOUND */
export async function startedStudy({
  from,
  run,
  space,
  datasetId,
}: AskedStart): Promise<StartedStudy> {
  if (from !== null) {
    const cloned = await studyToClone(from)
    const turned = cloned.plan.objectives
      .filter((objective) => directionFault(objective) !== null)
      .map(({ metric }) => OBJECTIVE_LABELS[metric])
    const { name } = cloned.study
    return { form: formOfStudy(cloned), from: { id: from, name, turned }, run: null }
  }
  const rows = rowsOfSpace(readSearchSpace(SPACE_PRESETS[space]))
  const datasets = datasetId === null ? [] : [datasetId]
  const blank = { ...BLANK_STUDY, datasets, space: { view: 'rows', json: '', rows } } as const
  if (run === null) return { form: blank, from: null, run }
  return { form: { ...blank, ...(await baseTextOfRun(run)) }, from: null, run }
}

/** Everything that a study was asked for, as the form asks it. */
function formOfStudy(cloned: StudyProgress & { datasets: readonly number[] }): StudyForm {
  const { study, plan, datasets } = cloned
  const [first, second] = plan.objectives
  const { trials_bound: trials, episodes_bound: episodes, seconds_bound: seconds } = study
  return {
    ...baseTextOfStudy(cloned),
    datasets,
    name: study.name,
    notes: study.notes,
    space: { view: 'rows', json: '', rows: rowsOfSpace(plan.space) },
    objective: first.metric,
    second: second?.metric ?? null,
    scheduler: plan.scheduler,
    sampler: plan.sampler,
    trials: textOf(trials),
    maxResource: String(plan.base.training.episodes),
    gracePeriod: String(plan.minResource),
    eta: String(plan.eta),
    startupTrials: String(plan.startupTrials),
    seeds: plan.seeds.join(', '),
    seed: String(plan.seed),
    concurrency: textOf(plan.concurrency),
    maxEpisodes: textOf(episodes),
    maxHours: textOf(seconds === null ? null : seconds / 3600),
    enqueue: plan.enqueued.map(pointText).join('\n'),
    warmStart: textOf(study.warm_start_id),
  }
}

function textOf(value: number | null): string {
  return value === null ? '' : String(value)
}

function pointText(point: TrialValues): string {
  return Object.entries(point)
    .map(([path, value]) => `${path}=${valueText(value)}`)
    .join('; ')
}

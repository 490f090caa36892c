import { listDatasets } from '#services/api/dataset_list'
import { listEpisodes } from '#services/api/episode_list'
import { listEvaluations } from '#services/api/evaluation_list'
import { listExperiments } from '#services/api/experiment_list'
import { listModels } from '#services/api/model_list'
import { listRuns } from '#services/api/run_list'
import { listStudies } from '#services/api/study_list'

/** What lists have rows of that one may choose. */
export const CHOSEN_KINDS = [
  'run',
  'experiment',
  'episode',
  'evaluation',
  'study',
  'dataset',
  'model',
] as const
export type ChosenKind = (typeof CHOSEN_KINDS)[number]

/** A page of a list has no more rows than this, the runs of its experiments included. */
export const MOST_CHOSEN = 500

const LISTS = {
  run: listRuns,
  experiment: listExperiments,
  episode: listEpisodes,
  evaluation: listEvaluations,
  study: listStudies,
  dataset: listDatasets,
  model: listModels,
} as const

type RowsOf<K extends ChosenKind> = Awaited<ReturnType<(typeof LISTS)[K]>>['rows']

/** Rows of a list by their ids, in the order of the ids, each with its kind. */
export type ChosenRows = {
  [K in ChosenKind]: { readonly kind: K; readonly rows: RowsOf<K> }
}[ChosenKind]

/** What is chosen of a list, whole. Ids of what is gone are left out. */
export async function chosenRows(kind: ChosenKind, ids: readonly number[]): Promise<ChosenRows> {
  // a model is known by its experiment
  const key = kind === 'model' ? 'experiment_id' : `${kind}_id`
  const { rows } = await LISTS[kind]({ ids }, { sort: key, limit: MOST_CHOSEN })
  return { kind, rows } as ChosenRows
}

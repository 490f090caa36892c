import {
  HAS_SYMBOL,
  HAS_VERDICTS,
  HAS_WEIGHTS,
  LISTED_MODELS,
  MODEL_COLUMNS,
  MODEL_TABLES,
  OF_PEOPLE,
  SEED_COUNT,
  STAGE,
  type ModelRow,
  type ModelStage,
  type ModelVerdicts,
} from '#services/models/model_rows'
import { keysetPage, type Cursor, type KeysetPage, type Sort } from '#services/pages/keyset'
import { rows } from '#services/pages/rows'

export interface ListedModel extends ModelRow {
  /** That of the experiment. */
  readonly id: number
}

export interface ModelFilter {
  readonly stage: ModelStage | null
  /** Part of the model's or the experiment's name. */
  readonly name: string | null
  readonly symbol: string | null
  /** Least Sharpe ratio of its newest evaluation, and least low end of its interval. */
  readonly minSharpe: number | null
  readonly minSharpeLow: number | null
  readonly minSeeds: number | null
  readonly verdicts: ModelVerdicts | null
  /** Days of the promotion, the first and the last that count. */
  readonly promotedFrom: string | null
  readonly promotedTo: string | null
}

export const MODEL_LIST_SORTS = {
  id: 'e.experiment_id',
  sharpe: 's.value',
  promoted: 'extract(epoch from p.promoted_at)::double precision',
}

const CONDITIONS: Readonly<Record<keyof ModelFilter, string>> = {
  stage: `${STAGE} = :stage`,
  name: `(position(lower(:name) in lower(e.name)) > 0 or position(lower(:name) in p.name) > 0)`,
  symbol: HAS_SYMBOL,
  minSharpe: 's.value >= :minSharpe',
  minSharpeLow: 's.low >= :minSharpeLow',
  minSeeds: `${SEED_COUNT} >= cast(:minSeeds as bigint)`,
  verdicts: HAS_VERDICTS,
  promotedFrom: "p.promoted_at >= cast(:promotedFrom as date) at time zone 'UTC'",
  promotedTo: "p.promoted_at < (cast(:promotedTo as date) + 1) at time zone 'UTC'",
}

const COLUMNS = `e.experiment_id as id, ${MODEL_COLUMNS}`

/**
 * The newest models, promoted or not. Those of people and the promoted ones are looked up apart: in one
 * pass the experiments of all trials of a study would be read on the way.
 */
export async function newestModels(count: number): Promise<ListedModel[]> {
  const newest = (which: string) =>
    `(select ${COLUMNS} ${MODEL_TABLES} where ${which} and ${HAS_WEIGHTS}
      order by e.experiment_id desc limit :count)`
  return rows<ListedModel>(
    `${newest(OF_PEOPLE)}
     union all
     ${newest(`p.model_version_id is not null and not ${OF_PEOPLE}`)}
     order by experiment_id desc limit :count`,
    { count }
  )
}

/** Models, paged by key. */
export async function modelList(
  filter: Partial<ModelFilter>,
  sort: Sort,
  cursor: Cursor | null
): Promise<KeysetPage<ListedModel>> {
  const given = Object.entries(filter).filter(([, value]) => (value ?? null) !== null)
  const where = given.map(([key]) => CONDITIONS[key as keyof ModelFilter])
  return keysetPage<ListedModel>({
    select: COLUMNS,
    from: `${MODEL_TABLES} where ${[...LISTED_MODELS, ...where].join(' and ')}`,
    bindings: Object.fromEntries(given),
    sortable: MODEL_LIST_SORTS,
    id: 'e.experiment_id',
    sort,
    cursor,
  })
}

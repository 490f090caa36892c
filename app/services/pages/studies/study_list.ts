import type { StudyStatus } from '#services/tuning/study_rows'
import { keysetPage, type Cursor, type KeysetPage, type Sort } from '#services/pages/keyset'
import { rows } from '#services/pages/rows'

export interface ListedStudy {
  readonly id: number
  readonly name: string
  readonly status: StudyStatus
  readonly symbols: readonly string[]
  readonly scheduler: string
  readonly sampler: string
  readonly metric: string
  readonly trials: number
  readonly trials_bound: number | null
  readonly trials_failed: number
  readonly best_trial: number | null
  readonly best_value: number | null
  readonly episodes: number
  readonly created_at: Date
}

export const STUDY_LIST_SORTS = {
  id: 's.study_id',
  trials: 's.trial_count',
  best: 's.best_value',
}

const COLUMNS = `s.study_id as id, s.name, s.status, s.trials_bound, s.trials_failed, s.best_trial,
  s.best_value, s.trial_count as trials, s.episodes_used as episodes, s.created_at,
  s.plan ->> 'scheduler' as scheduler, s.plan ->> 'sampler' as sampler,
  s.plan #>> '{objectives,0,metric}' as metric,
  array(select d.symbol || ' ' || d.interval from study_datasets x
    join datasets d using (dataset_id) where x.study_id = s.study_id order by x.position)
    as symbols`

/** More than a few pages of a list hold are not told to who comes back. */
const MOST_CAUGHT_UP = 200

/** The named studies. */
export async function listedStudies(ids: readonly number[]): Promise<ListedStudy[]> {
  if (ids.length === 0) return []
  return rows<ListedStudy>(`select ${COLUMNS} from studies s where s.study_id = any(:ids)`, { ids })
}

/** Of the newest studies those that have not ended or ended since a moment. */
export async function studiesSince(since: Date): Promise<number[]> {
  const found = await rows<{ id: number }>(
    `select study_id as id from (
       select study_id, ended_at from studies order by study_id desc limit ${MOST_CAUGHT_UP}) as newest
     where ended_at is null or ended_at >= :since`,
    { since }
  )
  return found.map(({ id }) => id)
}

/** Studies, paged by key. `status`, `name`: null for any. */
export async function studyList(
  filter: { readonly status: string | null; readonly name: string | null },
  sort: Sort,
  cursor: Cursor | null
): Promise<KeysetPage<ListedStudy>> {
  return keysetPage<ListedStudy>({
    select: COLUMNS,
    from: `from studies s
      where (:status::text is null or s.status = :status)
        and (:name::text is null or position(lower(:name) in lower(s.name)) > 0)`,
    bindings: { ...filter },
    sortable: STUDY_LIST_SORTS,
    kinds: { trials: 'integer' },
    id: 's.study_id',
    sort,
    cursor,
  })
}

import { DATASET_COLUMNS, type ListedDataset } from '#services/pages/dataset_list'
import { keysetPage, type Cursor, type KeysetPage, type Sort } from '#services/pages/keyset'

export interface DatasetFilter {
  readonly allVersions: boolean
  /** Part of the symbol. */
  readonly symbol: string | null
  readonly interval: string | null
  readonly source: string | null
}

export const DATASET_TABLE_SORTS = {
  id: 'd.dataset_id',
  symbol: 'd.symbol',
  bars: 'd.bars',
  version: 'd.version',
  warnings: 'd.warning_count',
} as const

const NEWEST = `not exists (select 1 from datasets newer where newer.symbol = d.symbol
  and newer.interval = d.interval and newer.source = d.source and newer.version > d.version)`

/** Datasets, paged by key: the newest version of each, or all. */
export async function datasetTable(
  { allVersions, symbol, interval, source }: DatasetFilter,
  sort: Sort,
  cursor: Cursor | null
): Promise<KeysetPage<ListedDataset & { readonly id: number }>> {
  return keysetPage<ListedDataset & { readonly id: number }>({
    select: `d.dataset_id as id, ${DATASET_COLUMNS}`,
    from: `from datasets d where ${allVersions ? 'true' : NEWEST}
      and (:symbol::text is null or position(lower(:symbol) in lower(d.symbol)) > 0)
      and (:interval::text is null or d.interval = :interval)
      and (:source::text is null or d.source = :source)`,
    bindings: { symbol, interval, source },
    sortable: DATASET_TABLE_SORTS,
    kinds: { symbol: 'text', bars: 'integer', version: 'integer', warnings: 'integer' },
    known: ['symbol', 'bars', 'version', 'warnings'],
    id: 'd.dataset_id',
    sort,
    cursor,
  })
}

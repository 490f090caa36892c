import { DATASET_COLUMNS, type ListedDataset } from '#services/pages/dataset_list'
import { keysetPage, type Cursor, type KeysetPage, type Sort } from '#services/pages/keyset'

export interface DatasetFilter {
  readonly allVersions: boolean
  /** Part of the symbol. */
  readonly symbol: string | null
  readonly interval: string | null
  readonly source: string | null
  /** Days that its bars reach back to, and up to. */
  readonly coversFrom: string | null
  readonly coversTo: string | null
  readonly findings: Findings | null
}

/** What its report found, the gravest of it. */
const FINDINGS = {
  none: 'd.warning_count = 0 and d.info_count = 0',
  notes: 'd.warning_count = 0 and d.info_count > 0',
  warnings: 'd.warning_count > 0',
} as const
export type Findings = keyof typeof FINDINGS
export const FINDINGS_CHOICES = Object.keys(FINDINGS) as readonly Findings[]

/** Whether it is what the binding of this name says. */
export const HAS_FINDINGS = `case :findings ${Object.entries(FINDINGS)
  .map(([known, condition]) => `when '${known}' then ${condition}`)
  .join(' ')} end`

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
  { allVersions, symbol, interval, source, coversFrom, coversTo, findings }: DatasetFilter,
  sort: Sort,
  cursor: Cursor | null
): Promise<KeysetPage<ListedDataset & { readonly id: number }>> {
  return keysetPage<ListedDataset & { readonly id: number }>({
    select: `d.dataset_id as id, ${DATASET_COLUMNS}`,
    from: `from datasets d where ${allVersions ? 'true' : NEWEST}
      and (:symbol::text is null or position(lower(:symbol) in lower(d.symbol)) > 0)
      and (:interval::text is null or d.interval = :interval)
      and (:source::text is null or d.source = :source)
      and (:covers_from::date is null
        or d.first_time < (:covers_from::date + 1)::timestamp at time zone 'UTC')
      and (:covers_to::date is null
        or d.last_time >= :covers_to::date::timestamp at time zone 'UTC')
      and (:findings::text is null or ${HAS_FINDINGS})`,
    bindings: { symbol, interval, source, covers_from: coversFrom, covers_to: coversTo, findings },
    sortable: DATASET_TABLE_SORTS,
    kinds: { symbol: 'text', bars: 'integer', version: 'integer', warnings: 'integer' },
    known: ['symbol', 'bars', 'version', 'warnings'],
    id: 'd.dataset_id',
    sort,
    cursor,
  })
}

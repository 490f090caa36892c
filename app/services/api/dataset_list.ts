import { missing } from '#services/pages/missing'
import type { ListedDataset } from '#services/pages/dataset_list'
import { HAS_FINDINGS } from '#services/pages/dataset_table'
import { listRows, type ListRequest } from './list_rows.js'
import { bounds, contains, period, type ListSpec } from './list_spec.js'

export type ApiDataset = Omit<
  ListedDataset,
  'first_time' | 'last_time' | 'warning_count' | 'info_count'
> & {
  readonly from: Date
  readonly to: Date
  readonly warnings: number
  readonly notes: number
}

const NEWEST = `(:versions = 'all' or not exists (select 1 from datasets newer
  where newer.symbol = d.symbol and newer.interval = d.interval and newer.source = d.source
    and newer.version > d.version))`

const DATASETS = {
  select: `d.dataset_id, d.symbol, d.interval, d.source, d.calendar, d.currency, d.sha256, d.version,
    d.bars, d.first_time as from, d.last_time as to, d.split_adjusted, d.repaired_bars,
    d.warning_count as warnings, d.info_count as notes, d.created_at,
    (select count(*) from experiment_datasets ed where ed.dataset_id = d.dataset_id)::int as used_by`,
  from: 'from datasets d',
  id: 'd.dataset_id',
  sorts: {
    dataset_id: { sql: 'd.dataset_id', kind: 'integer' },
    symbol: { sql: 'd.symbol', kind: 'text' },
    bars: { sql: 'd.bars', kind: 'integer' },
    from: { sql: 'd.first_time', kind: 'time' },
    to: { sql: 'd.last_time', kind: 'time' },
    created_at: { sql: 'd.created_at', kind: 'time' },
  },
  filters: {
    ids: 'd.dataset_id = any(:ids)',
    dataset_id: 'd.dataset_id = :dataset_id',
    versions: NEWEST,
    symbol: 'd.symbol = :symbol',
    interval: 'd.interval = any(:interval)',
    source: 'd.source = :source',
    calendar: 'd.calendar = any(:calendar)',
    search: contains('d.symbol'),
    ...bounds('bars', 'd.bars', 'integer'),
    ...bounds('warnings', 'd.warning_count', 'integer'),
    ...period('created_at', 'd.created_at'),
    findings: HAS_FINDINGS,
    covers_from: 'd.first_time <= :covers_from',
    covers_to: 'd.last_time >= :covers_to',
  },
} as const satisfies ListSpec

export const DATASET_SORTS = Object.keys(DATASETS.sorts)

export function listDatasets(filters: Readonly<Record<string, unknown>>, request: ListRequest) {
  return listRows<ApiDataset>(DATASETS, filters, request)
}

/** @throws E_RECORD_NOT_FOUND */
export async function knownDataset(datasetId: number): Promise<ApiDataset> {
  const request = { sort: 'dataset_id', limit: 1 }
  const { rows } = await listDatasets({ dataset_id: datasetId }, request)
  if (rows[0] === undefined) throw await missing('dataset', datasetId)
  return rows[0]
}

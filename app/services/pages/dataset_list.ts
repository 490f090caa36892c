import { row, rows } from '#services/pages/rows'

export interface ListedDataset {
  readonly dataset_id: number
  readonly symbol: string
  readonly interval: string
  readonly source: string
  readonly currency: string | null
  readonly sha256: string
  readonly version: number
  readonly bars: number
  readonly first_time: Date
  readonly last_time: Date
  readonly calendar: string
  readonly split_adjusted: boolean
  readonly repaired_bars: number
  readonly warning_count: number
  readonly info_count: number
  /** Experiments, those of trials and folds too: what keeps it. */
  readonly used_by: number
  /** Experiments that people launched. */
  readonly used_by_people: number
  readonly used_by_studies: number
  readonly created_at: Date
}

export const DATASET_COLUMNS = `d.dataset_id, d.symbol, d.interval, d.source, d.currency, d.sha256, d.version, d.bars,
  d.first_time, d.last_time, d.calendar, d.split_adjusted, d.repaired_bars, d.warning_count,
  d.info_count, d.created_at,
  (select count(*) from experiment_datasets ed where ed.dataset_id = d.dataset_id)::int as used_by,
  (select count(*) from experiment_datasets ed join experiments e using (experiment_id)
    where ed.dataset_id = d.dataset_id and e.study_trial_id is null and e.evaluation_id is null)::int
    as used_by_people,
  (select count(*) from study_datasets sd where sd.dataset_id = d.dataset_id)::int as used_by_studies`

/** Datasets by symbol; the newest version of each, or all. */
export async function datasetList(allVersions: boolean): Promise<ListedDataset[]> {
  const newest = allVersions ? '' : 'distinct on (d.symbol, d.interval, d.source)'
  return rows<ListedDataset>(
    `select ${newest} ${DATASET_COLUMNS} from datasets d
     order by d.symbol, d.interval, d.source, d.version desc limit 500`
  )
}

export async function datasetDetail(datasetId: number): Promise<ListedDataset | null> {
  return row<ListedDataset>(
    `select ${DATASET_COLUMNS} from datasets d where d.dataset_id = :dataset`,
    {
      dataset: datasetId,
    }
  )
}

export interface DatasetFinding {
  readonly rule: string
  readonly severity: 'error' | 'warning' | 'info'
  readonly count: number
  readonly first_bar: number | null
  readonly first_time: Date | null
  readonly message: string
}

export async function datasetFindings(datasetId: number): Promise<DatasetFinding[]> {
  return rows<DatasetFinding>(
    `select rule, severity, count, first_bar, first_time, message from dataset_findings
     where dataset_id = :dataset
     order by array_position(array['error', 'warning', 'info'], severity), count desc`,
    { dataset: datasetId }
  )
}

/** All versions of the same symbol, interval and source, newest first. */
export async function datasetVersions(dataset: ListedDataset): Promise<ListedDataset[]> {
  return rows<ListedDataset>(
    `select ${DATASET_COLUMNS} from datasets d
     where d.symbol = :symbol and d.interval = :interval and d.source = :source
     order by d.version desc`,
    { symbol: dataset.symbol, interval: dataset.interval, source: dataset.source }
  )
}

import { DataFetcher } from '#core/market/data_fetcher'
import { SampleDataSource } from '#integrations/data_sources/sample_data_source'
import type { Actor } from '#services/audit_service'
import type DatasetService from '#services/dataset_service'

/** A symbol of its own: trials on AAPL would count against whoever evaluates there. */
const SYMBOL = 'BENCH'

/** Gives `work` the id of a dataset with the bars of the AAPL sample, and deletes it when all is done. */
export async function withBenchDataset<T>(
  datasets: DatasetService,
  actor: Actor,
  work: (datasetId: number) => Promise<T>
): Promise<T> {
  const fetcher = new DataFetcher([new SampleDataSource()])
  const fetched = await fetcher.fetchHistoricalData('AAPL', null, null, '1d')
  const { data } = fetched
  const named = { ...data, identity: { ...data.identity, symbol: SYMBOL } }
  const { dataset, isNew } = await datasets.store({ ...fetched, data: named }, actor)
  const result = await work(Number(dataset.datasetId))
  // one that was there before may still have runs of a bench that was interrupted
  if (isNew) await datasets.delete(Number(dataset.datasetId), actor)
  return result
}

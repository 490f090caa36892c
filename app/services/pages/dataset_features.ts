import { inject } from '@adonisjs/core'
import DatasetService from '#services/dataset_service'
import type { ListedDataset } from '#services/pages/dataset_list'
import { featureTable } from '#services/pages/feature_table'
import { RecentlyUsed } from '#services/pages/recently_used'

/** A version's table never changes, and costs a look at the features on many beginnings of its bars. */
const MOST_KEPT = 50
const kept = new RecentlyUsed<ReturnType<typeof featureTable>>(MOST_KEPT)

@inject()
export default class DatasetFeatures {
  constructor(protected datasets: DatasetService) {}

  /** Every feature at the catalogue's periods, and whether any looks ahead. */
  async table({ dataset_id: datasetId }: ListedDataset) {
    const known = kept.get(String(datasetId))
    if (known !== undefined) return known
    const table = featureTable(await this.datasets.load(datasetId))
    kept.set(String(datasetId), table)
    return table
  }
}

import { inject } from '@adonisjs/core'
import type { IndicatorName } from '#core/features/feature_parameters'
import { adjust } from '#core/market/adjustment'
import type { Adjustment, CorporateAction, Series } from '#core/market/series'
import DatasetService from '#services/dataset_service'
import type { ListedDataset } from '#services/pages/dataset_list'

interface Wanted {
  readonly adjustment: Adjustment
  readonly indicators: readonly IndicatorName[]
}

interface Line {
  readonly name: string
  readonly values: Float64Array
}

export interface ChartData {
  readonly symbol: string
  readonly interval: string
  readonly series: Series
  readonly actions: readonly CorporateAction[]
  readonly overlays: readonly Line[]
  readonly panes: readonly {
    readonly label: string
    readonly lines: readonly Line[]
    readonly levels: readonly number[]
  }[]
}

@inject()
export default class DatasetChartPage {
  constructor(protected datasets: DatasetService) {}

  /** Bars as a run would see them, with the wanted indicators. */
  async curves(dataset: ListedDataset, wanted: Wanted): Promise<ChartData> {
    const sourced = await this.datasets.load(dataset.dataset_id)
    const series = adjust(sourced, wanted.adjustment)
    return {
      symbol: dataset.symbol,
      interval: dataset.interval,
      series,
      actions: sourced.actions,
      overlays: [],
      panes: [],
    }
  }
}

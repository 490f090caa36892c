import { inject } from '@adonisjs/core'
import Experiment from '#models/experiment'
import DatasetService from '#services/dataset_service'
import type { RunDataset } from '#core/agent/run_contract'

export interface LoadedDatasets {
  readonly ids: readonly number[]
  readonly datasets: readonly RunDataset[]
}

/** The dataset versions that an experiment pins, in its order. */
@inject()
export default class RunDatasets {
  constructor(protected datasets: DatasetService) {}

  async load(experimentId: number): Promise<LoadedDatasets> {
    const experiment = await Experiment.query()
      .where('experiment_id', experimentId)
      .preload('datasets')
      .firstOrFail()
    const ids = experiment.datasets.map(({ datasetId }) => Number(datasetId))
    const datasets: RunDataset[] = []
    for (const dataset of experiment.datasets) {
      const { series, actions, splitAdjusted, identity } = await this.datasets.load(
        Number(dataset.datasetId)
      )
      datasets.push({ sha256: dataset.sha256, identity, series, actions, splitAdjusted })
    }
    return { ids, datasets }
  }
}

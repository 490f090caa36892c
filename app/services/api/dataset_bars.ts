import { inject } from '@adonisjs/core'
import type { FeatureMatrix } from '#core/features/feature_matrix'
import { checkPrefixInvariance } from '#core/features/prefix_invariance'
import { TechnicalAnalyzer } from '#core/features/technical_analyzer'
import { adjust } from '#core/market/adjustment'
import { sliceBars } from '#core/market/bar_range'
import { periodsPerYear } from '#core/market/calendars'
import type { Adjustment, Series } from '#core/market/series'
import { resolveParameters, type Overrides } from '#core/parameters/resolve'
import { streamOf } from '#core/random/streams'
import DatasetService from '#services/dataset_service'

/** The check computes the features again and again. */
const MOST_CHECKED = 5000

export interface DatasetFeatures {
  readonly series: Series
  readonly matrix: FeatureMatrix
}

/** What a dataset version holds, and what an agent would see of it. */
@inject()
export default class DatasetBars {
  constructor(protected datasets: DatasetService) {}

  async bars(datasetId: number, adjustment: Adjustment): Promise<Series> {
    return adjust(await this.datasets.load(datasetId), adjustment)
  }

  /**
   * Features under the catalogue's parameters, with the given ones changed.
   * @throws E_INVALID_PARAMETER; E_FEATURE_LOOKAHEAD when one looks ahead on the newest 5,000 bars
   */
  async features(
    datasetId: number,
    adjustment: Adjustment,
    set: Overrides
  ): Promise<DatasetFeatures> {
    const { features } = resolveParameters(set)
    const sourced = await this.datasets.load(datasetId)
    const series = adjust(sourced, adjustment)
    const periods = periodsPerYear(sourced.identity.interval, sourced.identity.calendar)
    const compute = (bars: Series) =>
      new TechnicalAnalyzer().calculateIndicators(bars, features, periods)
    const newest = sliceBars(series, Math.max(0, series.length - MOST_CHECKED), series.length)
    checkPrefixInvariance(newest, compute, streamOf(1, 'environment'))
    return { series, matrix: compute(series) }
  }
}

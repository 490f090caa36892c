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
import { RecentlyUsed } from '#services/pages/recently_used'

/** The check computes the features again and again. */
const MOST_CHECKED = 5000

export interface DatasetFeatures {
  readonly series: Series
  readonly matrix: FeatureMatrix
}

/** Values of features that are kept, all together: 64 MiB. */
const MOST_KEPT_VALUES = 8 * 1024 * 1024
const kept = new RecentlyUsed<DatasetFeatures>(MOST_KEPT_VALUES)

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
    const key = JSON.stringify([datasetId, adjustment, features])
    const known = kept.get(key)
    if (known !== undefined) return known
    const sourced = await this.datasets.load(datasetId)
    const series = adjust(sourced, adjustment)
    const periods = periodsPerYear(sourced.identity.interval, sourced.identity.calendar)
    const compute = (bars: Series) =>
      new TechnicalAnalyzer().calculateIndicators(bars, features, periods)
    const newest = sliceBars(series, Math.max(0, series.length - MOST_CHECKED), series.length)
    checkPrefixInvariance(newest, compute, streamOf(1, 'environment'))
    const found = { series, matrix: compute(series) }
    kept.set(key, found, series.length * found.matrix.columns.length)
    return found
  }
}

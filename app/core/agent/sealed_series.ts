import { splitRanges, type Splits } from '../evaluation/splits.ts'
import type { FeatureMatrix } from '../features/feature_matrix.ts'
import { TechnicalAnalyzer } from '../features/technical_analyzer.ts'
import { adjust } from '../market/adjustment.ts'
import { firstBarFrom, sliceBars } from '../market/bar_range.ts'
import { periodsPerYear } from '../market/calendars.ts'
import type { Series, SeriesIdentity } from '../market/series.ts'
import type { RunParameters } from '../parameters/catalogue.ts'
import type { RunDataset } from './run_contract.ts'

/** Bars as a run sees them, their ranges, and their raw features. */
export interface FeaturedSeries {
  readonly series: Series
  readonly splits: Splits
  readonly matrix: FeatureMatrix
}

/** Raw features of a run's bars. */
export function featuresOf(
  series: Series,
  { interval, calendar }: SeriesIdentity,
  { features }: RunParameters
): FeatureMatrix {
  const periods = periodsPerYear(interval, calendar)
  return new TechnicalAnalyzer().calculateIndicators(series, features, periods)
}

/** All bars, the test range included: for evaluations that record their look at it. */
export function openSeries(dataset: RunDataset, parameters: RunParameters): FeaturedSeries {
  const { data, features } = parameters
  const series = adjust(dataset, data.adjustment)
  const matrix = featuresOf(series, dataset.identity, parameters)
  const splits = splitRanges(series, matrix.firstUsable, data, features.window)
  return { series, splits, matrix }
}

/**
 * The bars up to the end of the validation range: what training and selection see. The test range is
 * cut off before prices are adjusted, so that neither its prices nor its dividends reach the bars before.
 * @throws E_EMBARGO_TOO_SHORT, E_SPLIT_TOO_SHORT, E_SPLIT_DATE_INVALID
 */
export function sealedSeries(dataset: RunDataset, parameters: RunParameters): FeaturedSeries {
  const { splits } = openSeries(dataset, parameters)
  const { last } = splits.validation
  const sealed = {
    ...dataset,
    series: sliceBars(dataset.series, 0, last + 1),
    actions: dataset.actions.filter(({ time }) => firstBarFrom(dataset.series, time) <= last),
  }
  const series = adjust(sealed, parameters.data.adjustment)
  return { series, splits, matrix: featuresOf(series, dataset.identity, parameters) }
}

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

/**
 * The ranges of a dataset. The features' warm-up is read from the prices as stored: an adjustment
 * would mix the newest bars into the oldest, and does not change which bars are known.
 * @throws E_EMBARGO_TOO_SHORT, E_SPLIT_TOO_SHORT, E_SPLIT_DATE_INVALID
 */
function splitsOf({ series, identity }: RunDataset, parameters: RunParameters): Splits {
  const { firstUsable } = featuresOf(series, identity, parameters)
  return splitRanges(series, firstUsable, parameters.data, parameters.features.window)
}

/** All bars up to `data.until`, the test range included: for evaluations that record their look at it. Throws as `splitRanges`. */
export function openSeries(dataset: RunDataset, parameters: RunParameters): FeaturedSeries {
  const splits = splitsOf(dataset, parameters)
  return featured(cutAfter(dataset, splits.test.last), parameters, splits)
}

/**
 * The bars up to the end of the validation range: what training and selection see. The test range is
 * cut off before prices are adjusted, so that neither its prices nor its dividends reach the bars
 * before. Throws as `splitRanges`.
 */
export function sealedSeries(dataset: RunDataset, parameters: RunParameters): FeaturedSeries {
  const splits = splitsOf(dataset, parameters)
  return featured(cutAfter(dataset, splits.validation.last), parameters, splits)
}

function cutAfter(dataset: RunDataset, last: number): RunDataset {
  if (last === dataset.series.length - 1) return dataset
  return {
    ...dataset,
    series: sliceBars(dataset.series, 0, last + 1),
    actions: dataset.actions.filter(({ time }) => firstBarFrom(dataset.series, time) <= last),
  }
}

function featured(dataset: RunDataset, parameters: RunParameters, splits: Splits): FeaturedSeries {
  const series = adjust(dataset, parameters.data.adjustment)
  return { series, splits, matrix: featuresOf(series, dataset.identity, parameters) }
}

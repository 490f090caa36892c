import { featuresOf } from '#core/agent/sealed_series'
import { splitRanges, type Splits } from '#core/evaluation/splits'
import type { FeatureMatrix } from '#core/features/feature_matrix'
import { sliceBars } from '#core/market/bar_range'
import type { SourcedSeries } from '#core/market/series'
import type { RunParameters } from '#core/parameters/catalogue'

/** Bars enough to know every feature's warm-up; no period of the catalogue comes near. */
const WARM_UP_BARS = 1500

type Bars = Pick<SourcedSeries, 'series' | 'identity'>

/** The first bar at which every feature is valid. */
export function firstUsableAhead(bars: Bars, parameters: RunParameters): number {
  return featuresAhead(bars, parameters).firstUsable
}

function featuresAhead({ series, identity }: Bars, parameters: RunParameters): FeatureMatrix {
  const head = sliceBars(series, 0, Math.min(series.length, WARM_UP_BARS))
  return featuresOf(head, identity, parameters)
}

/**
 * The ranges that a run will have on these bars, without computing their features whole, and how many
 * features there are.
 * @throws E_EMBARGO_TOO_SHORT, E_SPLIT_TOO_SHORT, E_SPLIT_DATE_INVALID
 */
export function rangesAhead(
  { series, identity }: Bars,
  parameters: RunParameters
): { readonly splits: Splits; readonly features: number } {
  const { firstUsable, features } = featuresAhead({ series, identity }, parameters)
  const { window } = parameters.features
  const splits = splitRanges(series, firstUsable, parameters.data, window)
  return { splits, features: features.length }
}

import { inject } from '@adonisjs/core'
import { prefixReport, type Lookahead } from '#core/features/prefix_invariance'
import { TechnicalAnalyzer } from '#core/features/technical_analyzer'
import { INDICATORS } from '#core/features/feature_parameters'
import { adjust } from '#core/market/adjustment'
import { sliceBars } from '#core/market/bar_range'
import { periodsPerYear } from '#core/market/calendars'
import type { Series, SourcedSeries } from '#core/market/series'
import { resolveParameters } from '#core/parameters/resolve'
import { streamOf } from '#core/random/streams'
import DatasetService from '#services/dataset_service'
import { RecentlyUsed } from '#services/pages/recently_used'
import type { ListedDataset } from '#services/pages/dataset_list'

/** A page looks at so many of the newest bars; the gate before a run looks at all. */
const MOST_BARS = 5000
const BINS = 24

export interface FeatureRow {
  readonly name: string
  readonly label: string
  readonly unit: string
  /** Bar, or null when it is never known. */
  readonly firstValid: number | null
  readonly mean: number | null
  readonly sd: number | null
  /** Counts between the least and the greatest value. */
  readonly histogram: readonly number[]
  /** Where it changes with later bars; null: nowhere. */
  readonly lookahead: Lookahead | null
}

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

function featureTable(sourced: SourcedSeries) {
  const whole = adjust(sourced, 'total-return')
  const skipped = Math.max(0, whole.length - MOST_BARS)
  const series = sliceBars(whole, skipped, whole.length)
  const { features } = resolveParameters({ 'features.indicators': [...INDICATORS] })
  const { interval, calendar } = sourced.identity
  const periods = periodsPerYear(interval, calendar)
  const compute = (bars: Series) =>
    new TechnicalAnalyzer().calculateIndicators(bars, features, periods)
  const matrix = compute(series)
  const invariance = prefixReport(series, compute, streamOf(1, 'environment'))
  const rows = matrix.features.map(({ name, label, unit, factor }, f): FeatureRow => {
    const first = matrix.firstValid[f]!
    const values = matrix.columns[f]!.subarray(first).map((value) => value * factor)
    const known = first < matrix.rows
    const lookahead = invariance.lookaheads[f] ?? null
    const firstValid = known ? first : null
    return { name, label, unit, firstValid, lookahead, ...momentsOf(values) }
  })
  return { rows, invariance, bars: series.length, skipped, time: series.time.slice() }
}

function momentsOf(values: Float64Array): Pick<FeatureRow, 'mean' | 'sd' | 'histogram'> {
  if (values.length === 0) return { mean: null, sd: null, histogram: [] }
  let [sum, least, greatest] = [0, Infinity, -Infinity]
  for (const value of values) {
    sum += value
    least = Math.min(least, value)
    greatest = Math.max(greatest, value)
  }
  const mean = sum / values.length
  let squares = 0
  const histogram = new Array<number>(BINS).fill(0)
  const width = (greatest - least) / BINS || 1
  for (const value of values) {
    squares += (value - mean) ** 2
    const bin = Math.min(BINS - 1, Math.floor((value - least) / width))
    histogram[bin] = histogram[bin]! + 1
  }
  return { mean, sd: Math.sqrt(squares / values.length), histogram }
}

import type { FeatureMatrix } from '#core/features/feature_matrix'
import { INDICATORS } from '#core/features/feature_parameters'
import { prefixReport, type Lookahead } from '#core/features/prefix_invariance'
import { TechnicalAnalyzer } from '#core/features/technical_analyzer'
import { adjust } from '#core/market/adjustment'
import { sliceBars } from '#core/market/bar_range'
import { periodsPerYear } from '#core/market/calendars'
import type { Series, SourcedSeries } from '#core/market/series'
import { resolveParameters } from '#core/parameters/resolve'
import { streamOf } from '#core/random/streams'

/** A page takes its figures from so many of the newest bars; the gate before a run looks at all. */
const MOST_BARS = 5000
const BINS = 24

interface FeatureRow {
  readonly name: string
  readonly label: string
  readonly unit: string
  /** First bar of all at which it is known, and its time; null: never. */
  readonly firstValid: { readonly bar: number; readonly time: number } | null
  readonly mean: number | null
  readonly sd: number | null
  readonly least: number | null
  readonly greatest: number | null
  /** Counts between the least and the greatest value. */
  readonly histogram: readonly number[]
  /** Where it changes with later bars; null: nowhere. */
  readonly lookahead: Lookahead | null
}

/** Every feature of a series at the catalogue's periods, and whether any looks ahead. */
export function featureTable(sourced: SourcedSeries) {
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
  const firstValid = firstValidBars(whole, compute)
  const rows = matrix.features.map(({ name, label, unit, factor }, f): FeatureRow => {
    const values = matrix.columns[f]!.subarray(matrix.firstValid[f]).map((value) => value * factor)
    const bar = firstValid[f]!
    return {
      ...{ name, label, unit },
      firstValid: bar < whole.length ? { bar, time: whole.time[bar]! } : null,
      lookahead: invariance.lookaheads[f] ?? null,
      ...momentsOf(values),
    }
  })
  return { rows, invariance, bars: series.length, skipped }
}

/** Features are known from some bar on, nearly always one of the first; where not, all bars are asked. */
function firstValidBars(whole: Series, compute: (bars: Series) => FeatureMatrix) {
  const head = compute(sliceBars(whole, 0, Math.min(MOST_BARS, whole.length)))
  const known = head.rows === whole.length || head.firstValid.every((bar) => bar < head.rows)
  return known ? head.firstValid : compute(whole).firstValid
}

type Moments = Pick<FeatureRow, 'mean' | 'sd' | 'least' | 'greatest' | 'histogram'>

function momentsOf(values: Float64Array): Moments {
  if (values.length === 0) {
    return { mean: null, sd: null, least: null, greatest: null, histogram: [] }
  }
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
  return { mean, sd: Math.sqrt(squares / values.length), least, greatest, histogram }
}

import { CodedError } from '../errors.ts'
import { sliceBars } from '../market/bar_range.ts'
import type { Series } from '../market/series.ts'
import type { RandomStream } from '../random/random_stream.ts'
import type { FeatureMatrix } from './feature_matrix.ts'

/** Computes features of a series; the analyser with its config, or one under test. */
export type FeatureFunction = (series: Series) => FeatureMatrix

/** A feature knew a bar that had not happened yet. */
export class FeatureLookahead extends CodedError {
  readonly code = 'E_FEATURE_LOOKAHEAD'
  readonly kind = 'refused'

  constructor(feature: string, bar: number, prefix: number) {
    super(
      `Feature ${feature} at bar ${bar} changes with bars after bar ${prefix}: it looks ahead. Nothing was trained.`,
      'Leave the feature out, or mend its computation.'
    )
  }
}

export interface PrefixInvariance {
  readonly features: number
  readonly bars: number
  /** Prefixes that were compared. */
  readonly prefixes: number
}

/** Up to so many bars every prefix is compared. */
const ALL_PREFIXES = 64
/** Else so many, drawn. */
const DRAWN_PREFIXES = 24

/** Where a feature first differs: at `bar` on the prefix that ends at `prefix`. */
export interface Lookahead {
  readonly bar: number
  readonly prefix: number
}

/** The same for each feature, in their order; null: it is the same on every prefix. */
export interface PrefixReport extends PrefixInvariance {
  readonly lookaheads: readonly (Lookahead | null)[]
}

/**
 * Compares features on prefixes [0 .. t] with those on the whole series, to the last bit, and with those
 * on the series whose bars after t are replaced by extremes.
 */
export function prefixReport(
  series: Series,
  compute: FeatureFunction,
  random: RandomStream
): PrefixReport {
  const whole = compute(series)
  const ends = prefixEnds(series.length, whole, random)
  const lookaheads = new Array<Lookahead | null>(whole.columns.length).fill(null)
  for (const end of ends) {
    compare(compute(sliceBars(series, 0, end + 1)), whole, end, lookaheads)
  }
  const extremeFrom = ends[Math.floor(ends.length / 2)] ?? 0
  compare(compute(withExtremesAfter(series, extremeFrom)), whole, extremeFrom, lookaheads)
  const features = whole.columns.length
  return { features, bars: series.length, prefixes: ends.length + 1, lookaheads }
}

/**
 * The same as a gate.
 * @throws E_FEATURE_LOOKAHEAD with the feature and the bar of the shortest prefix on which one differs
 */
export function checkPrefixInvariance(
  series: Series,
  compute: FeatureFunction,
  random: RandomStream
): PrefixInvariance {
  const { lookaheads, ...checked } = prefixReport(series, compute, random)
  const found = lookaheads.flatMap((each, f) => (each === null ? [] : [{ ...each, f }]))
  const [first] = found.sort((a, b) => a.prefix - b.prefix || a.f - b.f)
  if (first === undefined) return checked
  throw new FeatureLookahead(compute(series).features[first.f].name, first.bar, first.prefix)
}

/** Last bars of the prefixes: the first bars of each feature, the series' end but one, and drawn ones. */
function prefixEnds(length: number, whole: FeatureMatrix, random: RandomStream): number[] {
  if (length <= ALL_PREFIXES) return Array.from({ length: length - 1 }, (_, t) => t)
  const ends = new Set<number>([0, length - 2])
  for (const first of whole.firstValid) for (const t of [first, first + 1]) ends.add(t)
  for (let k = 0; k < DRAWN_PREFIXES; k++) ends.add(random.integer(length - 1))
  return [...ends].filter((t) => t < length - 1).sort((a, b) => a - b)
}

function compare(
  prefix: FeatureMatrix,
  whole: FeatureMatrix,
  end: number,
  lookaheads: (Lookahead | null)[]
): void {
  for (let f = 0; f < whole.columns.length; f++) {
    const ours = prefix.columns[f]
    const theirs = whole.columns[f]
    for (let t = 0; t <= end && lookaheads[f] === null; t++) {
      if (!Object.is(ours[t], theirs[t])) lookaheads[f] = { bar: t, prefix: end }
    }
  }
}

/** The series with every bar after `end` at a billion times its price and a volume of 10^12. */
function withExtremesAfter(series: Series, end: number): Series {
  const blown = (column: Float64Array, value: (old: number) => number) =>
    column.map((old, t) => (t <= end ? old : value(old)))
  const price = (old: number) => old * 1e9
  return {
    ...series,
    open: blown(series.open, price),
    high: blown(series.high, (old) => old * 2e9),
    low: blown(series.low, (old) => old * 1e-9),
    close: blown(series.close, price),
    volume: blown(series.volume, () => 1e12),
  }
}

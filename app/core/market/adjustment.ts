import { firstBarFrom } from './bar_range.ts'
import type { Adjustment, CorporateAction, Series, SourcedSeries } from './series.ts'

/**
 * The series that a run sees, as a new one: prices times the factor of their bar, volume over the
 * split factor, `adjClose` null since its content is in the prices or left out on purpose.
 * `raw`: as traded on the day; splits that the source has put in are taken out again.
 * `split`: splits in the prices, once. `total-return`: dividends too.
 * The newest bar's factor is 1 in `split` and `total-return`.
 */
export function adjust(sourced: SourcedSeries, mode: Adjustment): Series {
  const { series } = sourced
  const splits = splitFactors(sourced)
  const prices = new Float64Array(series.length).fill(1)
  const units = new Float64Array(series.length).fill(1)
  for (let t = 0; t < series.length; t++) {
    // never twice: a source that has the splits in already gets them taken out, or left alone
    if (mode === 'raw') units[t] = sourced.splitAdjusted ? 1 / splits[t] : 1
    else units[t] = sourced.splitAdjusted ? 1 : splits[t]
    prices[t] = units[t]
  }
  if (mode === 'total-return') {
    const dividends = dividendFactors(sourced, splits)
    for (let t = 0; t < series.length; t++) prices[t] *= dividends[t]
  }
  return scaled(series, prices, units)
}

/**
 * float64 [length]: product of 1 / ratio over the splits after each bar: what a price as traded is
 * multiplied by to be comparable with the newest bar's.
 */
function splitFactors({ series, actions }: SourcedSeries): Float64Array {
  const factors = new Float64Array(series.length).fill(1)
  for (const action of actions) {
    if (action.kind !== 'split') continue
    const first = firstBarFrom(series, action.time)
    for (let t = 0; t < first; t++) factors[t] /= action.ratio
  }
  return factors
}

/**
 * float64 [length]: product of 1 - dividend / last close before it, over the dividends after each bar
 * (CRSP's and Yahoo's rule), from the actions; from adjClose / close where a source gives only that.
 */
function dividendFactors(sourced: SourcedSeries, splits: Float64Array): Float64Array {
  const { series, actions, splitAdjusted } = sourced
  const factors = new Float64Array(series.length).fill(1)
  const dividends = actions.filter((action) => action.kind === 'dividend')
  if (dividends.length === 0) return sourcedFactors(sourced, splits)
  for (const { time, amount } of dividends) {
    const first = firstBarFrom(series, time)
    if (first === 0 || first === series.length) continue
    // as traded, the last close before the day may be in old units, the amount is in new ones
    const units = splitAdjusted ? 1 : splits[first - 1] / splits[first]
    const factor = 1 - amount / (series.close[first - 1] * units)
    for (let t = 0; t < first; t++) factors[t] *= factor
  }
  return factors
}

function sourcedFactors({ series, splitAdjusted }: SourcedSeries, splits: Float64Array) {
  const { length, close, adjClose } = series
  const factors = new Float64Array(length).fill(1)
  if (adjClose === null || length === 0) return factors
  const newest = adjClose[length - 1] / close[length - 1]
  for (let t = 0; t < length; t++) {
    const whole = adjClose[t] / close[t] / newest
    // an adjusted close over a close as traded holds the splits as well
    factors[t] = splitAdjusted ? whole : whole / splits[t]
  }
  return factors
}

function scaled(series: Series, prices: Float64Array, units: Float64Array): Series {
  const times = (column: Float64Array) => column.map((value, t) => value * prices[t])
  return {
    length: series.length,
    time: series.time,
    open: times(series.open),
    high: times(series.high),
    low: times(series.low),
    close: times(series.close),
    adjClose: null,
    volume: series.volume.map((value, t) => value / units[t]),
  }
}

/**
 * Whether prices already include the given splits, judged by the opens: with most splits the step from
 * the last close is nearer to 1 than to 1 / ratio. False without a split.
 */
export function splitsAlreadyApplied(series: Series, actions: readonly CorporateAction[]): boolean {
  let votes = 0
  for (const action of actions) {
    if (action.kind !== 'split') continue
    const bar = firstBarFrom(series, action.time)
    if (bar === 0 || bar === series.length) continue
    const step = Math.log(series.open[bar] / series.close[bar - 1])
    votes += Math.abs(step) < Math.abs(step + Math.log(action.ratio)) ? 1 : -1
  }
  return votes > 0
}

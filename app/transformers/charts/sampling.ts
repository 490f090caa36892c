/** A window of bars: first and last, both included. */
export interface BarWindow {
  readonly from: number
  readonly to: number
}

/** Most points that a chart gets: two for each pixel of a wide screen. */
export const MOST_POINTS = 1600

/** How many bars one point stands for so that `most` points are enough. */
export function barsPerPoint({ from, to }: BarWindow, most = MOST_POINTS): number {
  return Math.max(1, Math.ceil((to - from + 1) / most))
}

/** Starts of the buckets of `size` bars that cover the window. */
function* bucketStarts({ from, to }: BarWindow, size: number): Generator<number> {
  for (let start = from; start <= to; start += size) yield start
}

export interface SampledLine {
  readonly x: readonly number[]
  readonly y: readonly (number | null)[]
}

/**
 * The values of a window as at most `most` points: each bucket keeps its least and its greatest value
 * at their own bars, so that no peak is lost. `valueAt` gives NaN or null where nothing is defined.
 */
export function sampledLine(
  window: BarWindow,
  valueAt: (bar: number) => number | null,
  most = MOST_POINTS
): SampledLine {
  const size = barsPerPoint(window, most)
  const x: number[] = []
  const y: (number | null)[] = []
  const add = (bar: number) => {
    const value = valueAt(bar)
    x.push(bar)
    y.push(value === null || Number.isNaN(value) ? null : value)
  }
  if (size === 1) {
    for (let bar = window.from; bar <= window.to; bar++) add(bar)
    return { x, y }
  }
  for (const start of bucketStarts(window, size * 2)) {
    const end = Math.min(start + size * 2 - 1, window.to)
    const [first, second] = extremes(start, end, valueAt)
    add(first)
    if (second !== first) add(second)
  }
  return { x, y }
}

/** Bars of the least and the greatest value in a bucket, in the order of time. */
function extremes(
  start: number,
  end: number,
  valueAt: (bar: number) => number | null
): [number, number] {
  let least = start
  let greatest = start
  for (let bar = start; bar <= end; bar++) {
    const value = valueAt(bar)
    if (value === null || Number.isNaN(value)) continue
    const low = valueAt(least)
    const high = valueAt(greatest)
    if (low === null || !(low <= value)) least = bar
    if (high === null || !(high >= value)) greatest = bar
  }
  return least < greatest ? [least, greatest] : [greatest, least]
}

interface Prices {
  readonly time: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  readonly volume: Float64Array
}

export interface SampledCandles {
  /** Middle of each bucket, in bars. */
  readonly x: number[]
  readonly time: number[]
  readonly open: number[]
  readonly high: number[]
  readonly low: number[]
  readonly close: number[]
  readonly volume: number[]
}

/** Bars of a window merged to at most `most` candles: first open, highest high, lowest low, last close. */
export function sampledCandles(
  window: BarWindow,
  prices: Prices,
  most = MOST_POINTS
): SampledCandles {
  const size = barsPerPoint(window, most)
  const out: SampledCandles = {
    x: [],
    time: [],
    open: [],
    high: [],
    low: [],
    close: [],
    volume: [],
  }
  for (const start of bucketStarts(window, size)) {
    const end = Math.min(start + size - 1, window.to)
    let high = prices.high[start]!
    let low = prices.low[start]!
    let volume = 0
    for (let bar = start; bar <= end; bar++) {
      high = Math.max(high, prices.high[bar]!)
      low = Math.min(low, prices.low[bar]!)
      volume += prices.volume[bar]!
    }
    out.x.push((start + end) / 2)
    out.time.push(prices.time[start]!)
    out.open.push(prices.open[start]!)
    out.high.push(high)
    out.low.push(low)
    out.close.push(prices.close[end]!)
    out.volume.push(volume)
  }
  return out
}

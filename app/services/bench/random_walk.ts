import { streamOf } from '#core/random/streams'
import type { Series } from '#core/market/series'

/** Hourly bars of a random walk; low <= open, close <= high. */
export function randomWalk(length: number): Series {
  const random = streamOf(1, 'benchmark')
  const column = () => new Float64Array(length)
  const bars = {
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  }
  let price = 100
  for (let t = 0; t < length; t++) {
    bars.time[t] = t * 3_600_000
    bars.open[t] = price * Math.exp(0.002 * random.normal())
    price *= Math.exp(0.01 * random.normal())
    bars.close[t] = price
    const [low, high] = bars.open[t] < price ? [bars.open[t], price] : [price, bars.open[t]]
    bars.high[t] = high * Math.exp(0.004 * Math.abs(random.normal()))
    bars.low[t] = low * Math.exp(-0.004 * Math.abs(random.normal()))
    bars.volume[t] = 1e6
  }
  return { length, ...bars, adjClose: null }
}

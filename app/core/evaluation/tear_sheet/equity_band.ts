import type { RandomStream } from '../../random/random_stream.ts'
import { quantile } from '../metrics/moments.ts'
import { drawBlocks, makeBlocks } from '../statistics/stationary_bootstrap.ts'
import type { EquityBand } from './tear_sheet.ts'

const PATHS = 500
const POINTS = 200

/**
 * Pointwise 95 % band of equity paths resampled by the stationary bootstrap, at up to 200 bars: how
 * far the same returns in another order and mix could have led.
 * @param returns simple returns, float64 [n], n >= 2
 */
export function equityBand(
  returns: Float64Array,
  initial: number,
  blockLength: number,
  random: RandomStream
): EquityBand {
  const n = returns.length
  const points = Math.min(POINTS, n)
  const bars = Array.from({ length: points + 1 }, (_, k) => Math.round((k * n) / points))
  const paths = bars.map(() => new Float64Array(PATHS))
  const blocks = makeBlocks(n)
  for (let path = 0; path < PATHS; path++) {
    drawBlocks(blocks, n, blockLength, random)
    let [equity, bar, point] = [initial, 0, 1]
    paths[0][path] = initial
    for (let k = 0; k < blocks.count; k++) {
      let t = blocks.start[k]
      for (let i = blocks.length[k]; i > 0; i--) {
        equity *= 1 + returns[t]
        bar++
        if (bar === bars[point]) paths[point++][path] = equity
        t = t + 1 === n ? 0 : t + 1
      }
    }
  }
  for (const values of paths) values.sort()
  return {
    bars,
    low: paths.map((values) => quantile(values, 0.025)),
    high: paths.map((values) => quantile(values, 0.975)),
  }
}

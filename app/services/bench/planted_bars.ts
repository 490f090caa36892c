import { seriesOf } from '#core/market/series_of'
import type { Series } from '#core/market/series'
import type { RandomStream } from '#core/random/random_stream'

const DAY = 86_400_000

/** Daily bars from the log of each open and close. */
export function barsOfLogs(openLog: readonly number[], closeLog: readonly number[]): Series {
  const open = openLog.map((log) => 100 * Math.exp(log))
  const close = closeLog.map((log) => 100 * Math.exp(log))
  return seriesOf({
    time: open.map((_, t) => t * DAY),
    open,
    high: open.map((value, t) => Math.max(value, close[t])),
    low: open.map((value, t) => Math.min(value, close[t])),
    close,
    volume: open.map(() => 1000),
  })
}

/** Bars that open where the last one closed, from the log return of each. */
export function barsOfReturns(returns: readonly number[]): Series {
  const open: number[] = []
  const close: number[] = []
  let log = 0
  for (const r of returns) {
    open.push(log)
    log += r
    close.push(log)
  }
  return barsOfLogs(open, close)
}

/** Every bar rises or falls by `move` as the bar before did, but turns with probability `turn`. */
export function regimeMarket(
  bars: number,
  move: number,
  turn: number,
  random: RandomStream
): Series {
  let sign = 1
  return barsOfReturns(
    Array.from({ length: bars }, () => {
      if (random.float() < turn) sign = -sign
      return sign * move
    })
  )
}

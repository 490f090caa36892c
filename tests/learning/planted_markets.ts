import type { Series } from '../../app/core/market/series.ts'
import type { RandomStream } from '../../app/core/random/random_stream.ts'
import { barsOfLogs, barsOfReturns, regimeMarket } from '#services/bench/planted_bars'

export { regimeMarket }

/** A sine of the log price: `period` bars from top to top, `amplitude` around its middle. */
export function waveMarket(bars: number, period: number, amplitude: number): Series {
  const log = (t: number) => amplitude * Math.sin((2 * Math.PI * t) / period)
  return barsOfReturns(Array.from({ length: bars }, (_, t) => log(t + 1) - log(t)))
}

/** Rises and falls by turns: `small` up and down for four bars, then `large` up and down in three bars each. */
export function stepsMarket(bars: number, small: number, large: number): Series {
  const cycle = [small, -small, small, -small]
  for (const sign of [1, -1]) for (let k = 0; k < 3; k++) cycle.push((sign * large) / 3)
  return barsOfReturns(Array.from({ length: bars }, (_, t) => cycle[t % cycle.length]))
}

/**
 * Each bar's rise or fall by `signal` within the bar is a coin's, and is followed by a gap of the same
 * sign and of size `gap` before the next open: a fortune for who fills at the close he has just seen,
 * nothing for who fills at the next open.
 */
export function gapMarket(bars: number, signal: number, gap: number, random: RandomStream): Series {
  const open: number[] = []
  const close: number[] = []
  let log = 0
  for (let t = 0; t < bars; t++) {
    const sign = random.float() < 0.5 ? -1 : 1
    open.push(log)
    close.push(log + sign * signal)
    log += sign * (signal + gap)
  }
  return barsOfLogs(open, close)
}

/**
 * The target levels of the best policy in a regime market, by value iteration over (last move, held):
 * reward of a decision = expected log return of the next bar, less the cost of a change.
 */
export function regimePolicy(
  move: number,
  turn: number,
  cost: number
): (up: boolean, long: boolean) => boolean {
  const gamma = 0.999
  const values = new Float64Array(4)
  const index = (up: boolean, long: boolean) => (up ? 2 : 0) + (long ? 1 : 0)
  const valueOf = (up: boolean, long: boolean, want: boolean) => {
    const stay = (up ? move : -move) * (1 - 2 * turn)
    const onward = (1 - turn) * values[index(up, want)] + turn * values[index(!up, want)]
    return (want ? stay : 0) - (want === long ? 0 : cost) + gamma * onward
  }
  const wants = (up: boolean, long: boolean) => valueOf(up, long, true) > valueOf(up, long, false)
  for (let sweep = 0; sweep < 5000; sweep++) {
    for (const up of [false, true]) {
      for (const long of [false, true]) {
        values[index(up, long)] = Math.max(valueOf(up, long, true), valueOf(up, long, false))
      }
    }
  }
  return wants
}

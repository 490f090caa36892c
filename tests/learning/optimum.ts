import type { Series } from '../../app/core/market/series.ts'

/** Costs and sides of an all-in account: proportional, as shares. */
export interface OptimumRules {
  readonly commissionRate: number
  readonly slippageBps: number
  readonly short: boolean
}
export interface Optimum {
  /** Largest ln(final / initial equity) from flat at the close of `from` to the close of `to`. */
  readonly logGrowth: number
  /** A target level for each decision bar `from` .. `to` - 1 that reaches it. */
  readonly levels: Float64Array
}

/**
 * The best that any sequence of targets can reach with hindsight, by dynamic programming over the
 * decision bars: orders fill at the next open, with slippage and commission inside the budget, a flip
 * is a close and an opening at one open, and what is open at the end is marked. From cash at the close
 * of t one stays flat until t + 1, or takes a side until some j > t:
 * W(t) = max(W(t + 1), max_s max_j ln growth_s(t, j) + W(j) without side s at j), since the same side
 * cannot be closed and opened in one order. Without interest, stops, ruin and minimum commission.
 */
export function optimumOf(series: Series, from: number, to: number, rules: OptimumRules): Optimum {
  const bars = to - from + 1
  const sides = rules.short ? [1, -1] : [1]
  const flat = new Float64Array(bars)
  const taking = sides.map(() => new Float64Array(bars).fill(-Infinity))
  const exit = sides.map(() => new Int32Array(bars))
  /** The best from cash at bar k without taking side `without`. */
  const onward = (k: number, without: number): [value: number, side: number] => {
    let best: [number, number] = [flat[k], -1]
    for (const s of sides.keys()) {
      if (s !== without && taking[s][k] > best[0]) best = [taking[s][k], s]
    }
    return best
  }
  for (let k = bars - 2; k >= 0; k--) {
    flat[k] = onward(k + 1, -1)[0]
    for (const [s, side] of sides.entries()) {
      for (let j = k + 1; j < bars; j++) {
        const grown = Math.log(growth(series, from + k, from + j, to, side, rules))
        const value = grown + onward(j, s)[0]
        if (value > taking[s][k]) [taking[s][k], exit[s][k]] = [value, j]
      }
    }
  }
  const levels = new Float64Array(bars - 1)
  let held = -1
  for (let k = 0; k < bars - 1;) {
    held = onward(k, held)[1]
    const until = held < 0 ? k + 1 : exit[held][k]
    levels.fill(held < 0 ? 0 : sides[held], k, until)
    k = until
  }
  return { logGrowth: onward(0, -1)[0], levels }
}

/** Equity after a position decided at bar i and given up at bar j, for 1 before; 0: ruined. */
function growth(
  series: Series,
  i: number,
  j: number,
  to: number,
  side: number,
  rules: OptimumRules
) {
  const c = rules.commissionRate
  const s = rules.slippageBps / 10_000
  const entry = series.open[i + 1] * (1 + side * s)
  const units = 1 / (entry * (1 + c))
  const marked = j === to
  const price = marked ? series.close[to] : series.open[j + 1] * (1 - side * s)
  const costs = units * entry * c + (marked ? 0 : units * price * c)
  return Math.max(0, 1 + side * units * (price - entry) - costs)
}

import { INDICATOR_FEATURES } from '#core/features/indicator_features'
import { resolveParameters } from '#core/parameters/resolve'
import { secondsOf } from '#services/bench/figure'
import type { Suite } from '#services/bench/measurement'
import { randomWalk } from '#services/bench/random_walk'

/** The seven that the peers compute too. */
const SEVEN = ['rsi', 'macd', 'bollinger', 'adx', 'aroon', 'atr', 'volatility'] as const
const SIZES = [10_000, 100_000, 1_000_000]

/** Milliseconds of each indicator and of all seven, by bars. */
export function featuresSuite(): Suite {
  return SIZES.map((size) => ({
    names: [...SEVEN.map((name) => `milliseconds/${size}/${name}`), `milliseconds/${size}`],
    unit: 'ms',
    measure: (repeats) => {
      const { features } = resolveParameters({})
      const bars = randomWalk(size)
      const times = SEVEN.map((name) => {
        const work = () => void INDICATOR_FEATURES[name](bars, features, 252)
        work()
        return Array.from({ length: repeats }, () => secondsOf(work) * 1000)
      })
      const totals = Array.from({ length: repeats }, (_, k) =>
        times.reduce((sum, each) => sum + each[k], 0)
      )
      return [...times, totals]
    },
  }))
}

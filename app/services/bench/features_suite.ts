import { INDICATOR_FEATURES } from '#core/features/indicator_features'
import { resolveParameters } from '#core/parameters/resolve'
import { figureOf, secondsOf, type Figures, type Measuring } from '#services/bench/figure'
import { randomWalk } from '#services/bench/random_walk'

/** The seven that the peers compute too. */
const SEVEN = ['rsi', 'macd', 'bollinger', 'adx', 'aroon', 'atr', 'volatility'] as const
const SIZES = [10_000, 100_000, 1_000_000]

/** Milliseconds of each indicator and of all seven, by bars. */
export async function featuresSuite({ repeats, quick }: Measuring): Promise<Figures> {
  const { features } = resolveParameters({})
  const figures: Record<string, Figures[string]> = {}
  for (const size of quick ? SIZES.slice(0, 1) : SIZES) {
    const bars = randomWalk(size)
    const totals = new Array<number>(repeats).fill(0)
    for (const name of SEVEN) {
      const work = () => void INDICATOR_FEATURES[name](bars, features, 252)
      work()
      const times = Array.from({ length: repeats }, () => secondsOf(work) * 1000)
      times.forEach((time, k) => (totals[k] += time))
      figures[`milliseconds/${size}/${name}`] = figureOf(times, 'ms')
    }
    figures[`milliseconds/${size}`] = figureOf(totals, 'ms')
  }
  return figures
}

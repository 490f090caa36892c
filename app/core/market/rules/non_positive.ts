import type { Series } from '../series.ts'
import { barsText, barsWhere, type ValidationRule } from './rule.ts'

const PRICES = ['open', 'high', 'low', 'close', 'adjClose'] as const

export const nonPositiveRule: ValidationRule = {
  name: 'non_positive',
  checks: 'Every price is above 0 and no volume is below 0.',
  severity: 'error',
  repair: 'drop',
  find: ({ series }) => {
    const prices = PRICES.flatMap((name) => series[name] ?? [])
    const bars = barsWhere(
      series.length,
      (t) => series.volume[t] < 0 || prices.some((price) => price[t] <= 0)
    )
    if (bars.length === 0) return null
    return { bars, message: `${barsText(series, bars)}${firstValue(series, bars[0])}` }
  },
}

function firstValue(series: Series, t: number): string {
  const price = PRICES.find((name) => (series[name]?.[t] ?? 1) <= 0)
  if (price === undefined) return `volume is ${series.volume[t]}, but must be at least 0.`
  return `${price} is ${series[price]?.[t]}, but must be above 0.`
}

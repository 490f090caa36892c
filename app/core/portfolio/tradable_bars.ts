import type { Series } from '../market/series.ts'

/**
 * What is wrong with the first of the bars `first` .. `last` that no account can be kept on: a price
 * that is no positive number, an unknown volume, a time not after the bar before. Null: all are sound.
 */
export function untradableBar(series: Series, first: number, last: number): string | null {
  const { time, open, high, low, close, volume } = series
  for (let bar = first; bar <= last; bar++) {
    if (!isPrice(open[bar]) || !isPrice(high[bar]) || !isPrice(low[bar]) || !isPrice(close[bar])) {
      const prices = `open ${open[bar]}, high ${high[bar]}, low ${low[bar]}, close ${close[bar]}`
      return `bar ${bar} has ${prices}; prices must be positive numbers.`
    }
    if (!(volume[bar] >= 0)) return `bar ${bar} has volume ${volume[bar]}, but must have 0 or more.`
    if (bar > first && !(time[bar] > time[bar - 1])) {
      return `bar ${bar} begins at ${time[bar]}, not after the bar before it at ${time[bar - 1]}.`
    }
  }
  return null
}

function isPrice(value: number): boolean {
  return value > 0 && value < Infinity
}

import type { SourcedSeries } from '../series.ts'
import { barsText, barsWhere, grouped, type ValidationRule } from './rule.ts'

/** Share of the bars from which on a whole column is taken for another. */
const MOST = 0.5

/** High and low exchanged, or prices in the volume column: nothing in the file says what is right. */
export const swappedColumnsRule: ValidationRule = {
  name: 'swapped_columns',
  checks: 'High and low, and prices and volume, stand in their own columns.',
  severity: 'error',
  repair: null,
  find: ({ series }) => {
    const { length, high, low, volume } = series
    const upsideDown = barsWhere(length, (t) => high[t] < low[t])
    if (upsideDown.length > MOST * length) {
      const message = `high is below low in ${grouped(upsideDown.length)} of ${grouped(length)} bars: the two columns look swapped.`
      return { bars: upsideDown, message }
    }
    const priced = barsWhere(length, (t) => volume[t] >= low[t] && volume[t] <= high[t])
    if (priced.length <= MOST * length) return null
    const message = `volume lies between low and high in ${grouped(priced.length)} of ${grouped(length)} bars: it looks like a price.`
    return { bars: priced, message }
  },
}

/** Base and quote volume exchanged, told by their ratio, which is about the price or its inverse. */
export const swappedVolumesRule: ValidationRule = {
  name: 'swapped_volumes',
  checks: 'Volume counts units of the asset, not of the currency, where a source gives both.',
  severity: 'error',
  repair: 'swap_volume',
  find: (data) => {
    const { series, quoteVolume } = data
    if (quoteVolume === undefined) return null
    const bars = barsWhere(series.length, (t) => isSwapped(data, quoteVolume[t], t))
    if (bars.length === 0) return null
    const [volume, quote] = [series.volume[bars[0]], quoteVolume[bars[0]]]
    const message = `${barsText(series, bars)}volume ${volume} over quote volume ${quote} is near the price ${series.close[bars[0]]}: the two are swapped.`
    return { bars, message }
  },
}

/** Whether quote / volume is nearer (as a ratio) to 1 / close than to close. */
function isSwapped({ series }: SourcedSeries, quote: number, t: number): boolean {
  const volume = series.volume[t]
  if (!(volume > 0) || !(quote > 0)) return false
  const ratio = Math.log(quote / volume)
  const price = Math.log(series.close[t])
  return Math.abs(ratio + price) < Math.abs(ratio - price)
}

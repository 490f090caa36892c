import { barsText, barsWhere, type ValidationRule } from './rule.ts'

export const zeroVolumeRule: ValidationRule = {
  name: 'zero_volume',
  checks: 'Every bar has volume.',
  severity: 'warning',
  repair: null,
  find: ({ series }) => {
    const bars = barsWhere(series.length, (t) => series.volume[t] === 0)
    if (bars.length === 0) return null
    const message =
      bars.length === series.length
        ? 'No bar has volume: the source gives none. Set environment.zeroVolume to fill, or no order is ever filled.'
        : `${barsText(series, bars)}volume is 0, orders are not filled there.`
    return { bars, message }
  },
}

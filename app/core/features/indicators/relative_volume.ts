/** Volume over its mean of the last `period` bars, this one included; 1 where nothing was traded in them. float64 [n], NaN before row period - 1. */
export function relativeVolume(volume: Float64Array, period: number): Float64Array {
  const column = new Float64Array(volume.length).fill(NaN)
  for (let t = period - 1; t < volume.length; t++) {
    let sum = 0
    for (let k = t - period + 1; k <= t; k++) sum += volume[k]
    column[t] = sum > 0 ? (volume[t] * period) / sum : 1
  }
  return column
}

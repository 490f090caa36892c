/** Bollinger Bands; float64 [n] each, NaN before row period - 1. */
export interface BollingerBands {
  readonly upper: Float64Array
  readonly middle: Float64Array
  readonly lower: Float64Array
  /** (close - lower) / (upper - lower), a fraction; 0.5 where the bands meet. */
  readonly percentB: Float64Array
  /** (upper - lower) / middle, a fraction. */
  readonly width: Float64Array
}

/** Mean of the close and `deviations` population sd around it; each window in two passes. */
export function bollingerBands(
  close: Float64Array,
  period: number,
  deviations: number
): BollingerBands {
  const column = () => new Float64Array(close.length).fill(NaN)
  const bands = {
    upper: column(),
    middle: column(),
    lower: column(),
    percentB: column(),
    width: column(),
  }
  for (let t = period - 1; t < close.length; t++) {
    let sum = 0
    for (let k = t - period + 1; k <= t; k++) sum += close[k]
    const mean = sum / period
    let squares = 0
    for (let k = t - period + 1; k <= t; k++) {
      const d = close[k] - mean
      squares += d * d
    }
    const distance = deviations * Math.sqrt(squares / period)
    bands.upper[t] = mean + distance
    bands.middle[t] = mean
    bands.lower[t] = mean - distance
    bands.percentB[t] = distance === 0 ? 0.5 : (close[t] - (mean - distance)) / (2 * distance)
    bands.width[t] = (2 * distance) / mean
  }
  return bands
}

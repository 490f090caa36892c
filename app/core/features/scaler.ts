import type { FeatureMatrix } from './feature_matrix.ts'

/** What a scaler has learned; float64 [features] each. */
export interface ScalerState {
  readonly mean: readonly number[]
  readonly scale: readonly number[]
}

/** Bars `first` .. `last` of one matrix. */
export interface FittedRange {
  readonly matrix: FeatureMatrix
  readonly first: number
  readonly last: number
}

/**
 * Mean and population sd of each feature over training ranges alone. A feature that does not vary
 * there is centred, not scaled (scale 1).
 */
export function fitScaler(ranges: readonly FittedRange[]): ScalerState {
  const features = ranges[0].matrix.columns.length
  const rows = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0)
  const mean: number[] = []
  const scale: number[] = []
  for (let f = 0; f < features; f++) {
    let sum = 0
    for (const { matrix, first, last } of ranges) {
      const values = matrix.columns[f]
      for (let t = first; t <= last; t++) sum += values[t]
    }
    const centre = sum / rows
    let squares = 0
    for (const { matrix, first, last } of ranges) {
      const values = matrix.columns[f]
      for (let t = first; t <= last; t++) squares += (values[t] - centre) ** 2
    }
    const sd = Math.sqrt(squares / rows)
    mean.push(centre)
    scale.push(sd > Math.abs(centre) * 1e-12 && sd > 0 ? sd : 1)
  }
  return { mean, scale }
}

/**
 * Scaled features as a table, float32 row-major [rows, features]: (value - mean) / scale, cut at ± clip.
 * A bar's row has its number; rows before `firstUsable` hold NaN where a feature is not known.
 */
export function scaledTable(matrix: FeatureMatrix, state: ScalerState, clip: number): Float32Array {
  const { columns, rows } = matrix
  const features = columns.length
  const table = new Float32Array(rows * features)
  for (let f = 0; f < features; f++) {
    const values = columns[f]
    const [mean, scale] = [state.mean[f], state.scale[f]]
    for (let t = 0; t < rows; t++) {
      const z = (values[t] - mean) / scale
      table[t * features + f] = z > clip ? clip : z < -clip ? -clip : z
    }
  }
  return table
}

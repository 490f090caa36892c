/** Names a feature and says how a person reads its value. */
export interface Feature {
  /** Stable, with its periods: `rsi_14`. */
  readonly name: string
  readonly label: string
  /** Unit of the raw value: `%`, `×`, `0–100` …; empty: a plain number. */
  readonly unit: string
  /** What the raw value is multiplied by before it is shown in the unit. */
  readonly factor: number
}

/** Raw features of a series, one column a feature. NaN before a column's first valid bar, never after. */
export interface FeatureMatrix {
  readonly features: readonly Feature[]
  /** float64 [rows] each */
  readonly columns: readonly Float64Array[]
  /** Bars. */
  readonly rows: number
  /** First bar at which each feature is known; `rows` when never. */
  readonly firstValid: readonly number[]
  /** First bar at which all are. */
  readonly firstUsable: number
}

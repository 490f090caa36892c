import type { Explanation } from '#services/pages/explainer'
import { ownStateRows } from '#transformers/tables/own_state_rows'

type Known = Extract<Explanation, { known: true }>

/** Bars of scaled values end at this many standard deviations. */
const SCALE_SD = 3
const MOST_WEIGHED = 4
const UNUSUAL = { low: 0.01, high: 0.99 }
const SPARK = { width: 70, height: 14 }

/** Points of a small line over the window, `x,y x,y …`. */
function sparkline(values: readonly number[]): string {
  const least = Math.min(...values)
  const range = Math.max(...values) - least || 1
  return values
    .map((value, i) => {
      const x = (i / Math.max(1, values.length - 1)) * SPARK.width
      const y = 1 + (1 - (value - least) / range) * SPARK.height
      return `${x.toFixed(1)},${y.toFixed(1)}`
    })
    .join(' ')
}

/** The observation at a decision as rows, the heaviest first, and the agent's own state. */
export function observationTable({ explained, window }: Known) {
  const weighed = [...explained.features, ...explained.own]
  const heaviest = Math.max(...weighed.map(({ effect }) => Math.abs(effect)), 1e-12)
  const features = explained.features
    .map((feature) => ({
      label: feature.label,
      value: feature.value * feature.factor,
      unit: feature.unit,
      scaled: feature.scaled,
      scaledShare: feature.scaled / SCALE_SD,
      percentile: feature.trainingPercentile,
      unusual:
        feature.trainingPercentile < UNUSUAL.low || feature.trainingPercentile > UNUSUAL.high,
      spark: sparkline(feature.window),
      effect: feature.effect,
      effectShare: feature.effect / heaviest,
    }))
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
  return {
    features,
    most: features.slice(0, MOST_WEIGHED),
    own: ownStateRows(explained).map((row) => ({ ...row, effectShare: row.effect / heaviest })),
    window,
    size: explained.features.length * window + explained.own.length,
  }
}

import type { Explanation } from '#services/pages/explainer'
import { ownStateRows } from '#transformers/tables/own_state_rows'

type Known = Extract<Explanation, { known: true }>

/** Shades end at this many standard deviations. */
const SHADES = 4
const SD_A_SHADE = 0.75

/** Every number of an observation: a row a feature, a column a bar, oldest first. */
export function observationMatrix({ explained, window }: Known, time: ArrayLike<number>) {
  const first = explained.bar - window + 1
  return {
    bars: Array.from({ length: window }, (_, k) => ({
      bar: first + k,
      time: time[first + k]!,
      back: k - window + 1,
    })),
    rows: explained.features.map(({ label, name, unit, factor, ...feature }) => ({
      ...{ label, name, unit },
      cells: feature.scaledWindow.map((scaled, k) => ({
        scaled,
        value: feature.window[k]! * factor,
        shade: shadeOf(scaled),
      })),
    })),
    own: ownStateRows(explained),
    size: explained.features.length * window + explained.own.length,
  }
}

/** `up-3`, `down-1` or nothing: how far from the training mean, in steps. */
function shadeOf(scaled: number): string {
  const steps = Math.min(SHADES, Math.round(Math.abs(scaled) / SD_A_SHADE))
  return steps === 0 ? '' : `${scaled > 0 ? 'up' : 'down'}-${steps}`
}

/** The same as records, a feature and a bar each. */
export function observationRecords({ bars, rows, own }: ReturnType<typeof observationMatrix>) {
  const features = rows.flatMap(({ name, unit, cells }) =>
    cells.map(({ scaled, value }, k) => ({
      name,
      bars_back: -bars[k]!.back,
      time: new Date(bars[k]!.time).toISOString(),
      value,
      unit,
      scaled,
    }))
  )
  const state = own.map(({ label, value, unit, seen }) => ({
    ...{ name: label, bars_back: 0, time: new Date(bars.at(-1)!.time).toISOString() },
    ...{ value, unit, scaled: seen },
  }))
  return [...features, ...state]
}

import type { Dimension, SearchSpace } from '../search_space.ts'
import { axisOf, coordinate, placeOn, ticksOf, type DrawnAxis } from './axis_places.ts'
import type { ScoredTrial } from './scored_trials.ts'

export interface ParallelAxis {
  /** null: the objective. */
  readonly dimension: Dimension | null
  readonly axis: DrawnAxis
  /** Coordinates of the ticks with their places. */
  readonly ticks: readonly { readonly value: number; readonly at: number }[]
}

export interface ParallelLine {
  readonly trial: number
  readonly value: number
  /** Whether it is among the best tenth, at least one. */
  readonly best: boolean
  /** Place on each axis from 0 to 1; null: the trial does not have the parameter. */
  readonly at: readonly (number | null)[]
}

export interface ParallelCoordinates {
  /** The parameters in order of the space, then the objective. */
  readonly axes: readonly ParallelAxis[]
  /** Worst first, so that the best are drawn last. */
  readonly lines: readonly ParallelLine[]
}

const BEST_SHARE = 0.1

/** Every trial as a line across one axis for each parameter and one for the objective (Inselberg 1985). */
export function parallelCoordinates(
  { dimensions }: SearchSpace,
  trials: readonly ScoredTrial[]
): ParallelCoordinates {
  const points = trials.map(({ values }) => values)
  const own = dimensions.map((dimension) => axisWithTicks(dimension, axisOf(dimension, points)))
  const results = trials.map(({ value }) => value)
  const [low, high] = results.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity]
  )
  const objective = axisWithTicks(null, { low, high, log: false, choices: null })
  const ranked = trials.toSorted((a, b) => a.value - b.value || b.number - a.number)
  const firstBest = ranked.length - Math.max(1, Math.floor(ranked.length * BEST_SHARE))
  const lines = ranked.map(({ number, values, value }, rank) => ({
    trial: number,
    value,
    best: rank >= firstBest,
    at: [
      ...own.map(({ axis }, k) => {
        const at = coordinate(dimensions[k], values[dimensions[k].path])
        return at === null ? null : placeOn(axis, at)
      }),
      placeOn(objective.axis, value),
    ],
  }))
  return { axes: [...own, objective], lines }
}

function axisWithTicks(dimension: Dimension | null, axis: DrawnAxis): ParallelAxis {
  const ticks = ticksOf(axis).map((value) => ({ value, at: placeOn(axis, value) }))
  return { dimension, axis, ticks }
}

import type { Dimension } from '../search_space.ts'
import { coordinate } from './axis_places.ts'
import type { ScoredTrial } from './scored_trials.ts'

/** Where trials lie along one parameter, in their order. */
export interface Slice {
  readonly path: string
  readonly trials: readonly number[]
  /** Coordinates along the dimension's axis. */
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/** The values of all trials that have a parameter, against it. */
export function sliceOf(dimension: Dimension, trials: readonly ScoredTrial[]): Slice {
  const having = trials.flatMap(({ number, values, value }) => {
    const x = coordinate(dimension, values[dimension.path])
    return x === null ? [] : [{ number, x, value }]
  })
  return {
    path: dimension.path,
    trials: having.map(({ number }) => number),
    x: having.map(({ x }) => x),
    y: having.map(({ value }) => value),
  }
}

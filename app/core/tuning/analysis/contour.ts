import { streamOf } from '../../random/streams.ts'
import type { ParameterValue } from '../../parameter.ts'
import type { Dimension } from '../search_space.ts'
import { axisOf, coordinate, coordinateAt, placeOn, type DrawnAxis } from './axis_places.ts'
import { encodeTrials } from './encoded_trials.ts'
import { Forest } from './forest.ts'
import type { ScoredTrial } from './scored_trials.ts'

/** Cells along an axis at most. */
export const MOST_CELLS = 24
const TREES = 64
/** A cell is shown when a trial lies within this share of the axis of it. */
const NEAR = 1 / 8
const LEAST_TRIALS = 10

export interface ContourAxis {
  readonly dimension: Dimension
  readonly axis: DrawnAxis
  /** Coordinates of the cells' middles, ascending. */
  readonly middles: readonly number[]
}

export interface Contour {
  readonly x: ContourAxis
  readonly y: ContourAxis
  /** [cells of y][cells of x]; null: no trial is near. */
  readonly values: readonly (readonly (number | null)[])[]
  readonly points: readonly {
    readonly trial: number
    readonly x: number
    readonly y: number
    readonly value: number
  }[]
}

export type ContourResult =
  | { readonly contour: Contour; readonly reason: null }
  | { readonly contour: null; readonly reason: string }

/**
 * What a random forest expects over a grid of two parameters, learnt from these two alone, so that the
 * others count with the values that the trials near there have. The same trials and seed give the same grid.
 */
export function contourOf(
  pair: readonly [Dimension, Dimension],
  trials: readonly ScoredTrial[],
  seed: number
): ContourResult {
  const points = trials.flatMap(({ number, values, value }) => {
    const [x, y] = pair.map((dimension) => coordinate(dimension, values[dimension.path]))
    return x === null || y === null ? [] : [{ trial: number, x, y, value, values }]
  })
  if (points.length < LEAST_TRIALS) {
    return {
      contour: null,
      reason: `${points.length} trials have both parameters and a value; their interplay needs at least ${LEAST_TRIALS}.`,
    }
  }
  const [x, y] = pair.map((dimension) => gridAxis(dimension, points))
  const having = points.map(({ trial, values, value }) => ({ number: trial, values, value }))
  const columns = encodeTrials({ dimensions: pair }, having)
  const results = Float64Array.from(points, ({ value }) => value)
  const forest = new Forest(columns, results, TREES, streamOf(seed, 'bootstrap'))
  const codes = [x, y].map(({ middles, dimension }, k) =>
    middles.map((middle) => columns[k].codeOf(valueAt(dimension, middle)))
  )
  const near = nearCells(x, y, points)
  const values = y.middles.map((_, row) =>
    x.middles.map((_, column) =>
      near[row][column] ? forest.predict([codes[0][column], codes[1][row]]) : null
    )
  )
  return { contour: { x, y, values, points }, reason: null }
}

function gridAxis(
  dimension: Dimension,
  points: readonly Pick<ScoredTrial, 'values'>[]
): ContourAxis {
  const axis = axisOf(
    dimension,
    points.map(({ values }) => values)
  )
  if (dimension.type === 'categorical') {
    return { dimension, axis, middles: dimension.choices.map((_, place) => place) }
  }
  const middles = Array.from({ length: MOST_CELLS }, (_, i) =>
    coordinateAt(axis, (i + 0.5) / MOST_CELLS)
  )
  return { dimension, axis, middles }
}

function valueAt(dimension: Dimension, middle: number): ParameterValue {
  return dimension.type === 'categorical' ? dimension.choices[middle] : middle
}

interface Placed {
  readonly x: number
  readonly y: number
}

/** Cells with a trial near: within `NEAR` of an axis of numbers, of the same choice on the others. */
function nearCells(x: ContourAxis, y: ContourAxis, points: readonly Placed[]): boolean[][] {
  const near = y.middles.map(() => x.middles.map(() => false))
  const columns = points.map((point) => reach(x, point.x))
  const rows = points.map((point) => reach(y, point.y))
  for (const i of points.keys()) {
    for (const row of rows[i]) for (const column of columns[i]) near[row][column] = true
  }
  return near
}

function reach({ axis, middles }: ContourAxis, at: number): number[] {
  if (axis.choices !== null) return [at]
  const place = placeOn(axis, at)
  return middles.flatMap((middle, i) =>
    Math.abs(placeOn(axis, middle) - place) <= NEAR ? [i] : []
  )
}

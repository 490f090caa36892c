import type { ParameterValue } from '../../parameter.ts'
import { sameValue, type Dimension } from '../search_space.ts'

/**
 * A dimension as samplers see it: a coordinate in [0, 1), linear in the value, in its logarithm, or in
 * the number of its step or choice.
 */
export interface ScaledDimension {
  readonly dimension: Dimension
  /** Values that there are; null: a continuum. */
  readonly cells: number | null
  /** The value at a coordinate in [0, 1). */
  valueAt(coordinate: number): ParameterValue
  /** The coordinate of a value, the middle of its cell; null: the dimension does not have it. */
  coordinateOf(value: ParameterValue | undefined): number | null
  /** The cell of a coordinate; of a continuum the coordinate itself. Integers on a log scale have cells of unequal width. */
  cellOf(coordinate: number): readonly [from: number, to: number]
}

export function scaled(dimension: Dimension): ScaledDimension {
  if (dimension.type === 'categorical') return scaledChoices(dimension)
  if (dimension.type === 'float' && dimension.step === null) return scaledContinuum(dimension)
  return scaledSteps(dimension)
}

function scaledChoices(dimension: Dimension & { type: 'categorical' }): ScaledDimension {
  const { choices } = dimension
  const n = choices.length
  const index = (coordinate: number) => Math.min(n - 1, Math.floor(coordinate * n))
  return {
    dimension,
    cells: n,
    valueAt: (coordinate) => choices[index(coordinate)],
    coordinateOf(value) {
      if (value === undefined) return null
      const at = choices.findIndex((choice) => sameValue(choice, value))
      return at < 0 ? null : (at + 0.5) / n
    },
    cellOf: (coordinate) => [index(coordinate) / n, (index(coordinate) + 1) / n],
  }
}

function scaledContinuum(dimension: Dimension & { type: 'float' }): ScaledDimension {
  const { low, high, log } = dimension
  const [from, to] = log ? [Math.log(low), Math.log(high)] : [low, high]
  return {
    dimension,
    cells: null,
    valueAt(coordinate) {
      const value = from + coordinate * (to - from)
      return Math.min(high, Math.max(low, log ? Math.exp(value) : value))
    },
    coordinateOf(value) {
      if (typeof value !== 'number' || (log && value <= 0)) return null
      return clamped(((log ? Math.log(value) : value) - from) / (to - from))
    },
    cellOf: (coordinate) => [coordinate, coordinate],
  }
}

/** A half step hangs over at both ends, so that the first and the last are as likely as the others. */
function scaledSteps(dimension: Dimension & { type: 'float' | 'integer' }): ScaledDimension {
  const { low, high, log } = dimension
  const step = dimension.step ?? 1
  const cells = Math.floor((high - low) / step + 1e-9) + 1
  const scale = (value: number) => (log ? Math.log(value) : value)
  const [from, to] = [scale(low - step / 2), scale(low + (cells - 0.5) * step)]
  const place = (value: number) => (scale(value) - from) / (to - from)
  const nearest = (coordinate: number) => {
    const value = from + coordinate * (to - from)
    const k = Math.round(((log ? Math.exp(value) : value) - low) / step)
    return low + Math.min(cells - 1, Math.max(0, k)) * step
  }
  return {
    dimension,
    cells,
    valueAt: nearest,
    coordinateOf(value) {
      if (typeof value !== 'number' || (log && value <= 0)) return null
      return clamped(place(value))
    },
    cellOf(coordinate) {
      const value = nearest(coordinate)
      return [clamped(place(value - step / 2)), clamped(place(value + step / 2))]
    },
  }
}

function clamped(coordinate: number): number {
  return Math.min(1, Math.max(0, coordinate))
}

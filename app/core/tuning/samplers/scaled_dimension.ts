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
  /** Which value of those that there are, from 0, a coordinate stands for; 0 of a continuum. */
  numberAt(coordinate: number): number
  /** The middle of the cell of a value by its number. */
  middleOf(number: number): number
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
    numberAt: index,
    middleOf: (number) => (number + 0.5) / n,
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
    numberAt: () => 0,
    middleOf: () => 0.5,
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
  const decimals = Math.max(decimalsOf(low), decimalsOf(step))
  // 0.1 + 2 · 0.1 is 0.30000000000000004 in binary
  const valueOf = (number: number) =>
    Math.min(high, Number((low + number * step).toFixed(decimals)))
  const numberAt = (coordinate: number) => {
    const value = from + coordinate * (to - from)
    const number = Math.round(((log ? Math.exp(value) : value) - low) / step)
    return Math.min(cells - 1, Math.max(0, number))
  }
  return {
    dimension,
    cells,
    valueAt: (coordinate) => valueOf(numberAt(coordinate)),
    coordinateOf(value) {
      if (typeof value !== 'number' || (log && value <= 0)) return null
      return clamped(place(value))
    },
    numberAt,
    middleOf: (number) => clamped(place(valueOf(number))),
    cellOf(coordinate) {
      const value = valueOf(numberAt(coordinate))
      return [clamped(place(value - step / 2)), clamped(place(value + step / 2))]
    },
  }
}

/** Decimals that a number is written with, 100 at most: 3 of 0.125, 7 of 1e-7. */
function decimalsOf(value: number): number {
  const [digits, exponent = '0'] = String(value).split('e')
  const [, fraction = ''] = digits.split('.')
  return Math.min(100, Math.max(0, fraction.length - Number(exponent)))
}

function clamped(coordinate: number): number {
  return Math.min(1, Math.max(0, coordinate))
}

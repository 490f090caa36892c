import type { ParameterValue } from '../../parameter.ts'
import { sameValue, type Dimension, type TrialValues } from '../search_space.ts'

/** Bounds and scale along which a dimension is drawn. Choices are drawn at 0, 1, 2 … */
export interface DrawnAxis {
  readonly low: number
  readonly high: number
  readonly log: boolean
  /** Number of choices; null for a number. */
  readonly choices: number | null
}

/**
 * The axis of a dimension: its bounds, and wider where a trial lies outside of them, as the defaults may.
 * Choices have half a place on either side.
 */
export function axisOf(dimension: Dimension, points: readonly TrialValues[]): DrawnAxis {
  if (dimension.type === 'categorical') {
    const choices = dimension.choices.length
    return { low: -0.5, high: choices - 0.5, log: false, choices }
  }
  const { path, log } = dimension
  let { low, high } = dimension
  for (const values of points) {
    const place = coordinate(dimension, values[path])
    if (place === null) continue
    low = Math.min(low, place)
    high = Math.max(high, place)
  }
  return { low, high, log, choices: null }
}

/**
 * A value's coordinate: the number itself, or a choice's place. null: the trial does not have the
 * parameter, its value is none of the choices, or it is not over 0 on a logarithmic scale.
 */
export function coordinate(dimension: Dimension, value: ParameterValue | undefined): number | null {
  if (value === undefined) return null
  if (dimension.type !== 'categorical') {
    return typeof value === 'number' && (!dimension.log || value > 0) ? value : null
  }
  const place = dimension.choices.findIndex((choice) => sameValue(choice, value))
  return place === -1 ? null : place
}

/** Where a coordinate lies on its axis, from 0 at the low end to 1 at the high one. */
export function placeOn({ low, high, log }: DrawnAxis, at: number): number {
  if (high === low) return 0.5
  if (!log) return (at - low) / (high - low)
  return Math.log(at / low) / Math.log(high / low)
}

/** The coordinate at a place: `placeOn` backwards. */
export function coordinateAt({ low, high, log }: DrawnAxis, place: number): number {
  return log ? low * (high / low) ** place : low + place * (high - low)
}

const LOG_STEPS = [[1], [1, 3], [1, 2, 5]]
const LEAST_TICKS = 3

/** Round numbers along an axis, ascending, at most about `most`; every choice's place. */
export function ticksOf({ low, high, log, choices }: DrawnAxis, most = 5): number[] {
  if (choices !== null) return Array.from({ length: choices }, (_, place) => place)
  if (log) return logTicks(low, high)
  return linearTicks(low, high, most)
}

function linearTicks(low: number, high: number, most: number): number[] {
  if (high === low) return [low]
  const power = 10 ** Math.floor(Math.log10((high - low) / most))
  const factor = [1, 2, 5, 10].find((each) => (high - low) / (each * power) <= most) ?? 10
  const step = factor * power
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => round((first + i) * step))
}

function logTicks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low) + 1e-9)
  const last = Math.ceil(Math.log10(high) - 1e-9)
  const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  for (const steps of LOG_STEPS) {
    const ticks = powers
      .flatMap((power) => steps.map((step) => round(step * 10 ** power)))
      .filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9))
    if (ticks.length >= LEAST_TICKS) return ticks
  }
  return linearTicks(low, high, LEAST_TICKS + 1)
}

/** Without the dust of binary fractions. */
function round(value: number): number {
  return Number(value.toPrecision(12))
}

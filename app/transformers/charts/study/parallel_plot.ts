import { parallelCoordinates, type ParallelAxis } from '#core/tuning/analysis/parallel_coordinates'
import { OBJECTIVE_KEY, rangeKey } from '#core/tuning/analysis/parameter_ranges'
import type { Dimension } from '#core/tuning/search_space'
import { parameterLabel } from '#core/parameters/parameter_label'
import {
  inOwnUnit,
  pathOf,
  tickText,
  type DrawnStudy,
} from '#transformers/charts/study/drawn_study'

/** Sizes of the drawing in its own units. */
const WIDTH = 1000
const HEIGHT = 240
const TOP = 30
const SIDE = 60

export interface ParallelPlot {
  readonly width: number
  readonly height: number
  readonly top: number
  readonly bottom: number
  readonly axes: readonly PlotAxis[]
  /** Worst first. */
  readonly lines: readonly {
    readonly trial: number
    readonly href: string
    readonly best: boolean
    readonly points: string
  }[]
}

/** An axis with all that a brush needs to turn a place into values. */
interface PlotAxis {
  readonly x: number
  readonly label: string
  /** Parameter of the address that holds its range. */
  readonly key: string
  /** Values at the bottom and at the top, in the unit that people see. */
  readonly low: number
  readonly high: number
  readonly log: boolean
  readonly choices: number | null
  readonly whole: boolean
  readonly ticks: readonly { readonly y: number; readonly text: string }[]
}

/** Trials as lines across their parameters; null under two of them. */
export function parallelPlot(study: DrawnStudy): ParallelPlot | null {
  const { scored } = study.analysis
  if (scored.length < 2) return null
  const { axes, lines } = parallelCoordinates(study.plan.space, scored)
  const step = (WIDTH - 2 * SIDE) / Math.max(1, axes.length - 1)
  const x = (k: number) => SIDE + k * step
  const y = (place: number) => TOP + (1 - place) * HEIGHT
  const own = inOwnUnit(study)
  return {
    width: WIDTH,
    height: HEIGHT + TOP + 14,
    top: TOP,
    bottom: TOP + HEIGHT,
    axes: axes.map((axis, k) => ({
      x: x(k),
      ...describe(axis, own),
      ticks: axis.ticks.map(({ value, at }) => ({
        y: y(at),
        text: tickText(axis.dimension, axis.dimension === null ? own(value) : value),
      })),
    })),
    lines: lines.map(({ trial, best, at }) => ({
      trial,
      href: pathOf(study, trial),
      best,
      points: at
        .flatMap((place, k) =>
          place === null ? [] : [`${x(k).toFixed(1)},${y(place).toFixed(1)}`]
        )
        .join(' '),
    })),
  }
}

function describe({ dimension, axis }: ParallelAxis, own: (value: number) => number) {
  const { low, high, log, choices } = axis
  if (dimension === null) {
    const ends = { low: own(low), high: own(high) }
    return { label: 'Objective', key: OBJECTIVE_KEY, ...ends, log, choices, whole: false }
  }
  return { ...named(dimension), low, high, log, choices, whole: dimension.type === 'integer' }
}

function named({ path }: Dimension) {
  return { label: parameterLabel(path), key: rangeKey(path) }
}

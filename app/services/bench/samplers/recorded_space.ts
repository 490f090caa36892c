import { resolveParameters } from '#core/parameters/resolve'
import type { RunParameters } from '#core/parameters/catalogue'
import { configOf } from '#core/tuning/propose'
import { readSearchSpace } from '#core/tuning/read_search_space'
import type { TrialValues } from '#core/tuning/search_space'

/** Powers of ten at half decades. */
function halfDecades(from: number, to: number): number[] {
  return Array.from({ length: 2 * (to - from) + 1 }, (_, k) => 10 ** (from + k / 2))
}

interface Axis {
  readonly path: string
  readonly type: 'float' | 'integer'
  readonly log: boolean
  /** Ascending; the space reaches from the first to the last. */
  readonly levels: readonly number[]
}

/** What is searched in the study of real trainings, and the values that were trained. */
export const AXES: readonly Axis[] = [
  { path: 'agent.learningRate', type: 'float', log: true, levels: halfDecades(-6, -1) },
  { path: 'environment.turnoverPenalty', type: 'float', log: true, levels: halfDecades(-4, 0) },
  { path: 'agent.gamma', type: 'float', log: false, levels: [0, 0.33, 0.66, 0.99] },
  { path: 'features.window', type: 'integer', log: false, levels: [1, 7, 14, 20] },
]

export const RECORDED_SPACE = readSearchSpace(
  Object.fromEntries(
    AXES.map(({ path, log, levels }) => [
      path,
      { low: levels[0], high: levels[levels.length - 1], ...(log ? { log } : {}) },
    ])
  )
)

/** Configurations that were trained: every combination of levels. */
export const CELLS = AXES.reduce((count, { levels }) => count * levels.length, 1)
/** Training seeds of each; a trial's value is the median over them. */
export const TRAINING_SEEDS = [1, 2, 3, 4, 5] as const

/** Some 5,000 steps of a small agent, validated once, at its end. */
const BASE = resolveParameters(
  {
    'agent.hiddenLayers': [32],
    'agent.learningStarts': 250,
    'agent.targetEvery': 250,
    'agent.capacity': 5000,
    'training.episodes': 20,
    'training.episodeLength': 252,
    'training.validateEvery': 20,
  },
  'quick'
)

/** Number of the configuration that is trained for a point: the nearest level of each parameter. */
export function cellOf(point: TrialValues): number {
  return AXES.reduce((cell, { path, log, levels }) => {
    const scale = (value: number) => (log ? Math.log(value) : value)
    const distances = levels.map((level) => Math.abs(scale(level) - scale(Number(point[path]))))
    return cell * levels.length + distances.indexOf(Math.min(...distances))
  }, 0)
}

/** What is trained as configuration `cell`. */
export function parametersOf(cell: number): RunParameters {
  const point: Record<string, number> = {}
  let left = cell
  for (const { path, levels } of AXES.toReversed()) {
    point[path] = levels[left % levels.length]
    left = Math.floor(left / levels.length)
  }
  return configOf(BASE, point)
}

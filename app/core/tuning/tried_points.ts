import { pointAt, scaledSpace } from './samplers/point_of.ts'
import type { ScaledDimension } from './samplers/scaled_dimension.ts'
import { isSearched, type SearchSpace, type TrialValues } from './search_space.ts'
import type { TrialRecord } from './trial_record.ts'

/** So many points of the grid are looked at from one that was tried. */
const MOST_STEPS = 2000

/**
 * Points of a study's trials, where there are finitely many points to try: to train one again gives the
 * same agent and only costs. In a space with a continuum no point counts as tried.
 */
export class TriedPoints {
  readonly #space: readonly ScaledDimension[]
  readonly #isFinite: boolean
  readonly #trials: readonly TrialRecord[]
  #keys: ReadonlySet<string> | null = null

  constructor(space: SearchSpace, trials: readonly TrialRecord[]) {
    this.#space = scaledSpace(space)
    this.#isFinite = this.#space.every(({ cells }) => cells !== null)
    this.#trials = trials
  }

  /** Whether a trial has this point. */
  readonly has = (values: TrialValues): boolean => {
    if (!this.#isFinite) return false
    this.#keys ??= new Set(this.#trials.map((trial) => this.#keyOf(trial.values)))
    return this.#keys.has(this.#keyOf(values))
  }

  /**
   * The first point behind one, in the order of the grid, that no trial has and that is valid; the last
   * dimension runs fastest, and behind the last point comes the first. null: there is none among the
   * next 2,000.
   */
  untriedBehind(
    values: TrialValues,
    isValid: (values: TrialValues) => boolean
  ): TrialValues | null {
    const at = this.#space.map(({ dimension, coordinateOf, numberAt }) =>
      numberAt(coordinateOf(values[dimension.path]) ?? 0)
    )
    const points = this.#space.reduce((count, { cells }) => count * (cells ?? 1), 1)
    for (let step = 1; step < Math.min(points, MOST_STEPS); step++) {
      for (let d = at.length - 1; d >= 0; d--) {
        at[d] = (at[d] + 1) % (this.#space[d].cells ?? 1)
        if (at[d] !== 0) break
      }
      const coordinates = this.#space.map(({ middleOf }, d) => middleOf(at[d]))
      const point = pointAt(this.#space, coordinates)
      if (!this.has(point) && isValid(point)) return point
    }
    return null
  }

  /** A text for the values of the dimensions that are searched at a point. */
  #keyOf(values: TrialValues): string {
    const searched = this.#space.filter(({ dimension }) => isSearched(dimension, values))
    return JSON.stringify(searched.map(({ dimension }) => values[dimension.path] ?? null))
  }
}

import type { Tick } from '#transformers/charts/study/plot_spec'

/** One upright axis; ticks and values lie from 0 (bottom) to 1 (top). */
export interface ParallelAxisSpec {
  /** Path of the parameter, or `objective`. */
  readonly key: string
  readonly label: string
  readonly ticks: readonly Tick[]
  /** How a place becomes a value again: bounds of a number, or names of choices from the bottom up. */
  readonly scale:
    | {
        readonly kind: 'number'
        readonly low: number
        readonly high: number
        readonly log: boolean
        readonly whole: boolean
      }
    | { readonly kind: 'names'; readonly names: readonly string[] }
  /** What the trials table is filtered by, as places; null: nothing. */
  readonly selected: readonly [number, number] | null
}

/** Lines of trials across axes, worst first, so that the best lie on top. */
export interface ParallelSpec {
  readonly axes: readonly ParallelAxisSpec[]
  readonly lines: readonly {
    readonly trial: number
    readonly best: boolean
    /** By axis; null: the trial has no such value, and the line leaves the axis out. */
    readonly at: readonly (number | null)[]
    /** The values in words, by axis. */
    readonly texts: readonly string[]
  }[]
  readonly legend: { readonly best: string; readonly others: string }
  readonly trialHref: string | null
}

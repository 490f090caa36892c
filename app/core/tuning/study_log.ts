import type { TrialValues } from './search_space.ts'

/** Where a trial's values come from. */
export type TrialOrigin = 'default' | 'enqueued' | 'sampled'

/**
 * What happened in a study, in order. The log is all that decisions depend on: replayed, it gives the
 * same trials and promotions.
 */
export type StudyEvent =
  | {
      readonly kind: 'started'
      readonly trial: number
      readonly values: TrialValues
      readonly origin: TrialOrigin
    }
  /** A trial was handed out from the rung below. */
  | { readonly kind: 'promoted'; readonly trial: number; readonly rung: number }
  /** Values of the objectives in their own units; null: undefined, or the trial failed on the way. */
  | {
      readonly kind: 'reported'
      readonly trial: number
      readonly rung: number
      readonly results: readonly (number | null)[]
      readonly failed: boolean
    }
  /** Points to try before the sampler is asked again. */
  | { readonly kind: 'enqueued'; readonly points: readonly TrialValues[] }
  /** New bounds on trials and episodes. */
  | {
      readonly kind: 'bounded'
      readonly trials: number | null
      readonly episodes: number | null
    }
  /** No more work is handed out: the time is up, or somebody stopped it. A later `bounded` opens it. */
  | { readonly kind: 'closed'; readonly reason: 'time' | 'stopped' }

/** Schedulers by name. */
export const SCHEDULERS = ['asha', 'hyperband', 'median', 'fixed'] as const
export type SchedulerName = (typeof SCHEDULERS)[number]

/** A free worker's next work, as a scheduler sees it. */
export type Decision =
  | { readonly do: 'promote'; readonly trial: number; readonly toRung: number }
  /** A new trial, on the way to the first of its rungs. */
  | { readonly do: 'start' }
  | { readonly do: 'wait' }

/**
 * Decides what is trained next. Its state is a function of the notes in their order, so that replaying a
 * study's log gives the same decisions. Larger values are better.
 */
export interface Scheduler {
  /** Resources of the rungs that a trial climbs, in episodes, ascending; the last is the largest. */
  rungsOf(trial: number): readonly number[]
  /** A trial reported at a rung. null: undefined, infinite or failed; it is never promoted. */
  reported(trial: number, rung: number, value: number | null): void
  /** A trial was handed out to the rung above. */
  promoted(trial: number, toRung: number): void
  /**
   * @param mayStart whether a new trial may be started
   * @param affordable episodes of each seed that a promotion may cost: dearer ones wait, and block no other
   */
  next(mayStart: boolean, affordable?: number): Decision
}

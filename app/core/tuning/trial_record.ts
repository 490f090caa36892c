import type { TrialValues } from './search_space.ts'

/** What a sampler and the analysis know of one trial. */
export interface TrialRecord {
  /** From 0 in order of start. Trial 0 has the defaults. */
  readonly number: number
  readonly values: TrialValues
  /**
   * Objective values at each rung reported, lowest rung first, one for each objective of the study,
   * turned so that larger is better. null: undefined, or the trial failed there.
   */
  readonly results: readonly (readonly (number | null)[])[]
  /** Whether it is being trained now, towards rung `results.length`. */
  readonly running: boolean
}

/** What a sampler knows of one trial: besides, where its rungs lie. */
export interface ClimbingTrial extends TrialRecord {
  /** Episodes of the rungs, lowest first: `results[k]` was reached after `resources[k]`. */
  readonly resources: readonly number[]
  /** Of a study that this one learns from: its values are not to be held against this one's. */
  readonly earlier?: true
}

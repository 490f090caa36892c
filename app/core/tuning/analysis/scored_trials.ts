import type { TrialValues } from '../search_space.ts'
import type { TrialRecord } from '../trial_record.ts'

/** A trial's point and its value there; larger is better. */
export interface ScoredTrial {
  readonly number: number
  readonly values: TrialValues
  readonly value: number
}

/** Trials with a value that a rung must have so that parameters are judged by it. */
export const ENOUGH_TRIALS = 50

/** The rungs a trial climbs, in episodes, lowest first. */
export type RungsOfTrial = (trial: number) => readonly number[]

/** Values of all trials at one resource: values of different resources are not compared. */
export function scoredAt(
  trials: readonly TrialRecord[],
  rungsOf: RungsOfTrial,
  resource: number,
  objective = 0
): ScoredTrial[] {
  return trials.flatMap(({ number, values, results }) => {
    const rung = rungsOf(number).indexOf(resource)
    const value = rung === -1 ? null : (results[rung]?.[objective] ?? null)
    return value === null ? [] : [{ number, values, value }]
  })
}

/**
 * The rung at which parameters are judged: the highest one with `ENOUGH_TRIALS` values, else the one
 * with most of them, the higher of equals. High rungs are nearer to what is wanted, low ones have more
 * trials and not only those that survived.
 * @param rungs episodes of all rungs, lowest first
 * @returns its place in `rungs`; 0 without any value
 */
export function comparedRung(
  trials: readonly TrialRecord[],
  rungsOf: RungsOfTrial,
  rungs: readonly number[]
): number {
  const counts = rungs.map((resource) => scoredAt(trials, rungsOf, resource).length)
  const enough = counts.findLastIndex((count) => count >= ENOUGH_TRIALS)
  if (enough !== -1) return enough
  const most = Math.max(0, ...counts)
  return most === 0 ? 0 : counts.lastIndexOf(most)
}

/** A trial's value where it came furthest; null: it has none there. */
export function furthestValue({ results }: TrialRecord, objective = 0): number | null {
  return results.at(-1)?.[objective] ?? null
}

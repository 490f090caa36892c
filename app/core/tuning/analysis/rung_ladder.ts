import type { TrialRecord } from '../trial_record.ts'
import type { RungsOfTrial } from './scored_trials.ts'

export interface RungEntry {
  readonly trial: number
  /** null: undefined, or the trial failed here. */
  readonly value: number | null
  /** Whether it was handed out to the rung above, reported there or not. */
  readonly promoted: boolean
}

export interface LadderRung {
  readonly rung: number
  readonly resource: number
  /** In order of trial. */
  readonly entries: readonly RungEntry[]
  /**
   * Value of the last of the first floor(n / eta) places, which a trial must reach to be promoted. null:
   * there is no such place yet, its holder has no value, or nothing is promoted from here by rank.
   */
  readonly toPass: number | null
}

export interface LadderRules {
  /** Episodes of all rungs, lowest first. */
  readonly rungs: readonly number[]
  readonly rungsOf: RungsOfTrial
  readonly eta: number
  /** Whether trials are promoted by rank. */
  readonly promotes: boolean
}

/**
 * Every rung with the trials that reported there. Under Hyperband the brackets rank apart, so that a rung
 * that several of them share has no one value to pass.
 */
export function rungLadder(
  trials: readonly TrialRecord[],
  { rungs, rungsOf, eta, promotes }: LadderRules
): LadderRung[] {
  return rungs.map((resource, rung) => {
    const climbs = new Set<number>()
    const entries = trials.flatMap(({ number, results, running }) => {
      const own = rungsOf(number)
      const place = own.indexOf(resource)
      if (place === -1 || place >= results.length) return []
      climbs.add(own.length)
      const promoted = results.length > place + 1 || (running && results.length === place + 1)
      return [{ trial: number, value: results[place][0] ?? null, promoted }]
    })
    const isRanked = promotes && climbs.size === 1 && rung < rungs.length - 1
    return { rung, resource, entries, toPass: isRanked ? valueToPass(entries, eta) : null }
  })
}

function valueToPass(entries: readonly RungEntry[], eta: number): number | null {
  const places = Math.floor(entries.length / eta)
  if (places === 0) return null
  const descending = entries.flatMap(({ value }) => value ?? []).sort((a, b) => b - a)
  return descending[places - 1] ?? null
}

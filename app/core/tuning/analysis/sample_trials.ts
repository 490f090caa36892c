import type { TrialRecord } from '../trial_record.ts'
import { furthestValue } from './scored_trials.ts'

/** Trials that a chart shows at most. */
export const MOST_SHOWN = 2000
export const BEST_KEPT = 200
export const NEWEST_KEPT = 100

export interface SampledTrials {
  /** In order of number. */
  readonly shown: readonly TrialRecord[]
  readonly of: number
}

/**
 * At most `most` trials to draw: the defaults, the best `BEST_KEPT` (those that came further before those of a
 * greater value: values of different resources are not compared), the newest `NEWEST_KEPT`, and of
 * the rest an even sample by number. The same trials give the same sample.
 * @param resourceOf episodes of a trial's rung
 */
export function sampleTrials(
  trials: readonly TrialRecord[],
  resourceOf: (trial: number, rung: number) => number,
  most = MOST_SHOWN
): SampledTrials {
  if (trials.length <= most) return { shown: trials, of: trials.length }
  const kept = new Set<number>([0, ...best(trials, resourceOf)])
  for (const { number } of trials.slice(-NEWEST_KEPT)) kept.add(number)
  const rest = trials.filter(({ number }) => !kept.has(number))
  const places = most - kept.size
  for (let i = 0; i < places; i++) {
    kept.add(rest[Math.floor(((i + 0.5) * rest.length) / places)].number)
  }
  return { shown: trials.filter(({ number }) => kept.has(number)), of: trials.length }
}

function best(
  trials: readonly TrialRecord[],
  resourceOf: (trial: number, rung: number) => number
): number[] {
  return trials
    .flatMap((trial) => {
      const value = furthestValue(trial)
      if (value === null) return []
      return [{ ...trial, value, resource: resourceOf(trial.number, trial.results.length - 1) }]
    })
    .sort((a, b) => b.resource - a.resource || b.value - a.value || a.number - b.number)
    .slice(0, BEST_KEPT)
    .map(({ number }) => number)
}

import type { TrialRecord } from '../trial_record.ts'

type Known = { readonly trial: TrialRecord; readonly values: readonly number[] }

/** Trials split by what they reached. */
export interface SplitTrials {
  readonly good: readonly TrialRecord[]
  /** With those that failed and those that are still running, oldest first. */
  readonly bad: readonly TrialRecord[]
}

/** The share of trials that count as good (Falkner et al. 2018), at most 25 of them. */
const GOOD_SHARE = 0.15
const MOST_GOOD = 25
/**
 * So many of the newest trials are looked at besides the best: a draw takes the same time at 50,000
 * trials, and older ones would hardly weigh.
 */
const MOST_BAD = 500

/**
 * Splits the trials that reported at the highest rung with enough of them (Falkner et al. 2018: one more
 * than dimensions, and two). Running trials are taken for bad (the constant liar): parallel workers
 * are kept from the same point. Of two objectives a front that no other dominates comes first.
 */
export function splitTrials(history: readonly TrialRecord[], dimensions: number): SplitTrials {
  const rung = rungWithEnough(history, dimensions + 3)
  const reported = history.filter(({ results }) => results.length > rung)
  const known: Known[] = []
  for (const trial of reported) {
    const values = trial.results[rung]
    if (values.every((value) => value !== null)) known.push({ trial, values })
  }
  const count = Math.min(Math.ceil(GOOD_SHARE * reported.length), MOST_GOOD, known.length)
  const chosen = new Set(firstOf(known, count))
  const good = reported.filter((trial) => chosen.has(trial))
  const bad = history.filter(
    (trial) => !chosen.has(trial) && (trial.running || trial.results.length > rung)
  )
  return { good, bad: bad.slice(-MOST_BAD) }
}

function rungWithEnough(history: readonly TrialRecord[], enough: number): number {
  const counts: number[] = []
  for (const { results } of history) {
    for (const [rung, [value]] of results.entries()) {
      if (value !== null) counts[rung] = (counts[rung] ?? 0) + 1
    }
  }
  const highest = counts.findLastIndex((count) => count >= enough)
  return Math.max(0, highest)
}

/** The best, by front and within one by the first objective; of equal ones the older. */
function firstOf(known: readonly Known[], count: number): TrialRecord[] {
  let left = known.toSorted((a, b) => b.values[0] - a.values[0] || a.trial.number - b.trial.number)
  if (left.length > 0 && left[0].values.length === 1) {
    return left.slice(0, count).map(({ trial }) => trial)
  }
  const first: TrialRecord[] = []
  while (first.length < count && left.length > 0) {
    let highest = -Infinity
    const rest: Known[] = []
    for (const each of left) {
      if (each.values[1] > highest) {
        highest = each.values[1]
        first.push(each.trial)
      } else rest.push(each)
    }
    left = rest
  }
  return first.slice(0, count)
}

import type { ClimbingTrial } from '../trial_record.ts'

/** What a trial reported where it came furthest. */
interface Known {
  readonly trial: ClimbingTrial
  /** Episodes to there. */
  readonly resource: number
  readonly values: readonly number[]
}

/** Trials split by what they reached. */
export interface SplitTrials {
  readonly good: readonly ClimbingTrial[]
  /** With those that failed and those that have reported nothing yet, oldest first. */
  readonly bad: readonly ClimbingTrial[]
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
 * Splits the trials that reported by how far they came, and of equal resources by their values there:
 * a scheduler has chosen whom it lets come far, so that those that it stopped are bad, and those that
 * failed. Resources are compared, not places on the ladder: brackets begin at different ones. A trial
 * that is on its way up stands where it last reported; one that has reported nothing is taken for bad
 * (the constant liar), so that parallel workers are kept from its point. Of two objectives a front that
 * no other dominates comes first. Trials of an earlier study are split apart: on other bars, at other
 * costs, the same value is worth more or less, but the better ones are still the better.
 */
export function splitTrials(history: readonly ClimbingTrial[]): SplitTrials {
  const own = history.filter(({ earlier }) => earlier !== true)
  if (own.length === history.length) return splitOneStudy(history)
  const before = splitOneStudy(history.filter(({ earlier }) => earlier === true))
  const now = splitOneStudy(own)
  return { good: [...before.good, ...now.good], bad: [...before.bad, ...now.bad] }
}

function splitOneStudy(history: readonly ClimbingTrial[]): SplitTrials {
  let reported = 0
  const known: Known[] = []
  for (const trial of history) {
    if (trial.results.length === 0) continue
    reported++
    const reached = furthest(trial)
    if (reached !== null) known.push(reached)
  }
  const count = Math.min(Math.ceil(GOOD_SHARE * reported), MOST_GOOD)
  const chosen = new Set(firstOf(known, count))
  return { good: history.filter((trial) => chosen.has(trial)), bad: newestBad(history, chosen) }
}

/** What a trial reported last; null: it failed there, or an objective has no value. */
function furthest(trial: ClimbingTrial): Known | null {
  const rung = trial.results.length - 1
  const values = trial.results[rung]
  return isWhole(values) ? { trial, resource: trial.resources[rung], values } : null
}

function isWhole(values: readonly (number | null)[]): values is readonly number[] {
  return values.every((value) => value !== null)
}

function newestBad(
  history: readonly ClimbingTrial[],
  chosen: ReadonlySet<ClimbingTrial>
): ClimbingTrial[] {
  const bad: ClimbingTrial[] = []
  for (let i = history.length - 1; i >= 0 && bad.length < MOST_BAD; i--) {
    const trial = history[i]
    const isKnown = trial.running || trial.results.length > 0
    if (isKnown && !chosen.has(trial)) bad.push(trial)
  }
  return bad.reverse()
}

function firstOf(known: readonly Known[], count: number): ClimbingTrial[] {
  const hasTwo = known.length > 0 && known[0].values.length > 1
  const first = hasTwo ? firstFronts(known, count) : firstInOrder(known, count)
  return first.map(({ trial }) => trial)
}

/** The first of all trials in one pass: sorting 50,000 for 25 would take longer than the draw. */
function firstInOrder(known: readonly Known[], count: number): Known[] {
  const first: Known[] = []
  for (const each of known) {
    if (first.length === count && !isBefore(each, first[count - 1])) continue
    const place = first.findIndex((other) => isBefore(each, other))
    first.splice(place === -1 ? first.length : place, 0, each)
    if (first.length > count) first.pop()
  }
  return first
}

/** The fronts of those that came furthest, then of those that came less far. */
function firstFronts(known: readonly Known[], count: number): Known[] {
  const first: Known[] = []
  let left = known.toSorted((a, b) => (isBefore(a, b) ? -1 : 1))
  while (first.length < count && left.length > 0) {
    const rest: Known[] = []
    let last = left[0]
    for (const each of left) {
      if (each.resource < last.resource || isDominated(each, last)) rest.push(each)
      else first.push((last = each))
    }
    left = rest
  }
  return first.slice(0, count)
}

/** By resource, then by each objective; of equal ones the older. */
function isBefore(a: Known, b: Known): boolean {
  if (a.resource !== b.resource) return a.resource > b.resource
  const k = a.values.findIndex((value, each) => value !== b.values[each])
  return k === -1 ? a.trial.number < b.trial.number : a.values[k] > b.values[k]
}

/** Whether the last of a front, which is no worse in the first objective, is better in one and worse in none. */
function isDominated({ values }: Known, last: Known): boolean {
  if (values[1] !== last.values[1]) return values[1] < last.values[1]
  return values[0] < last.values[0]
}

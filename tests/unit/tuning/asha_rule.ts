/** What a trial reported at a rung; null: NaN, infinite or failed. Larger is better. */
interface RungResult {
  readonly trial: number
  readonly value: number | null
}

/** What is recorded of one rung. `promoted`: trials handed out to the next rung, reported there or not. */
export interface Rung {
  readonly results: readonly RungResult[]
  readonly promoted: ReadonlySet<number>
}

/** A free worker's next work. */
export type AshaDecision =
  | { readonly do: 'promote'; readonly trial: number; readonly toRung: number }
  | { readonly do: 'start'; readonly trial: number }
  | { readonly do: 'wait' }

/**
 * The asynchronous successive halving decision (Li et al. 2020, algorithm 2, get_job) as it is written,
 * a function of the whole record: what the scheduler, which keeps up with the log, is held against.
 * @param rungs lowest first, the top one included; nothing is promoted out of it
 * @param started trials started so far; the next new one has this number
 * @param maxTrials bound on trials; null: none
 */
export function decide(
  rungs: readonly Rung[],
  eta: number,
  started: number,
  maxTrials: number | null
): AshaDecision {
  for (let k = rungs.length - 2; k >= 0; k--) {
    const trial = promotable(rungs[k], eta)
    if (trial !== null) return { do: 'promote', trial, toRung: k + 1 }
  }
  if (maxTrials !== null && started >= maxTrials) return { do: 'wait' }
  return { do: 'start', trial: started }
}

/**
 * The best trial of a rung that is among its first floor(n / eta) and not yet promoted, else null. A
 * null value counts in n and never promotes; a tie goes to the older trial.
 */
function promotable(rung: Rung, eta: number): number | null {
  const places = Math.floor(rung.results.length / eta)
  if (places === 0) return null
  const ranked = rung.results.filter(isRanked).sort(byValueThenAge)
  for (let place = 0; place < Math.min(places, ranked.length); place++) {
    if (!rung.promoted.has(ranked[place].trial)) return ranked[place].trial
  }
  return null
}

type Ranked = RungResult & { readonly value: number }

function isRanked(result: RungResult): result is Ranked {
  return result.value !== null
}

function byValueThenAge(a: Ranked, b: Ranked): number {
  return b.value - a.value || a.trial - b.trial
}

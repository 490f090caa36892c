/** A trial's values of two objectives; larger is better in both. */
export interface TwoValued {
  readonly number: number
  readonly first: number
  readonly second: number
}

/**
 * The trials that no other one dominates: none is at least as good in both objectives and better in one
 * (Kung, Luccio & Preparata 1975). O(n log n).
 * @returns best of the first objective first; trials of equal values all stay, the older one first
 */
export function paretoFront<T extends TwoValued>(trials: readonly T[]): T[] {
  const ranked = trials.toSorted(
    (a, b) => b.first - a.first || b.second - a.second || a.number - b.number
  )
  const front: T[] = []
  for (const trial of ranked) {
    const last = front.at(-1)
    const isEqual = last?.first === trial.first && last.second === trial.second
    if (last === undefined || trial.second > last.second || isEqual) front.push(trial)
  }
  return front
}

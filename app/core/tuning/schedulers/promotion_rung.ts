interface Ranked {
  readonly trial: number
  readonly value: number
}

/** One rung of successive halving: who reported, who was promoted, and who is to be next. */
export class PromotionRung {
  /** Finite results, worst first. */
  readonly #ranked: Ranked[] = []
  /** Those of them that were not promoted. */
  readonly #waiting: Ranked[] = []
  #reports = 0

  report(trial: number, value: number | null): void {
    this.#reports++
    if (value === null) return
    insert(this.#ranked, { trial, value })
    insert(this.#waiting, { trial, value })
  }

  promote(trial: number): void {
    const at = this.#waiting.findLastIndex((each) => each.trial === trial)
    if (at < 0) throw new RangeError(`Trial ${trial} does not wait at this rung.`)
    this.#waiting.splice(at, 1)
  }

  /**
   * The best trial among the first floor(n / eta) that was not promoted, else null. A null value counts
   * in n; of equal values the older trial is the better. O(log n).
   */
  promotable(eta: number): number | null {
    const best = this.#waiting.at(-1)
    if (best === undefined) return null
    const place = this.#ranked.length - position(this.#ranked, best) - 1
    return place < Math.floor(this.#reports / eta) ? best.trial : null
  }
}

function insert(ranked: Ranked[], result: Ranked): void {
  ranked.splice(position(ranked, result), 0, result)
}

/** Where a result stands, or belongs. */
function position(ranked: readonly Ranked[], result: Ranked): number {
  let low = 0
  let high = ranked.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isWorse(ranked[middle], result)) low = middle + 1
    else high = middle
  }
  return low
}

function isWorse(a: Ranked, b: Ranked): boolean {
  return a.value < b.value || (a.value === b.value && a.trial > b.trial)
}

import type { Decision, Scheduler } from '../scheduler.ts'

/** So many trials must have reported at a rung before its median stops one. */
export const SURE_REPORTS = 5

interface Going {
  readonly trial: number
  readonly toRung: number
}

/**
 * Stopping at the median of a rung: a trial goes on unless its value is under the median of those that
 * reported there before it. It is judged once, when it reports. After Golovin et al. 2017, section 3.2.2,
 * but not their rule, which holds a trial's best value so far against the median of the running averages
 * of completed trials up to the same step: here a rung's plain values are compared, as ASHA does, since the
 * early values of learning say little about it later; and of trials that have not ended too, since else
 * those of many workers would be judged by nobody at first.
 */
export class MedianStopping implements Scheduler {
  readonly #resources: readonly number[]
  /** Finite values reported at each rung, ascending. */
  readonly #values: readonly number[][]
  readonly #going: Going[] = []

  constructor(resources: readonly number[]) {
    this.#resources = resources
    this.#values = resources.map(() => [])
  }

  rungsOf(): readonly number[] {
    return this.#resources
  }

  reported(trial: number, rung: number, value: number | null): void {
    if (value === null) return
    const values = this.#values[rung]
    const isTop = rung === this.#resources.length - 1
    if (!isTop && (values.length < SURE_REPORTS || value >= medianOf(values))) {
      this.#going.push({ trial, toRung: rung + 1 })
    }
    values.splice(placeOf(values, value), 0, value)
  }

  promoted(trial: number): void {
    const at = this.#going.findIndex((each) => each.trial === trial)
    if (at < 0) throw new RangeError(`Trial ${trial} does not go on.`)
    this.#going.splice(at, 1)
  }

  /** Who has come furthest goes on first; of several the one that reported first. */
  next(mayStart: boolean, affordable = Infinity): Decision {
    let first: Going | null = null
    for (const each of this.#going) {
      const cost = this.#resources[each.toRung] - this.#resources[each.toRung - 1]
      if (cost <= affordable && each.toRung > (first?.toRung ?? -1)) first = each
    }
    if (first !== null) return { do: 'promote', ...first }
    return { do: mayStart ? 'start' : 'wait' }
  }
}

/** Where a value belongs, behind its equals: by halving, as logs of 50,000 reports are replayed. */
function placeOf(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}

function medianOf(ascending: readonly number[]): number {
  const middle = ascending.length >> 1
  return ascending.length % 2 === 1
    ? ascending[middle]
    : (ascending[middle - 1] + ascending[middle]) / 2
}

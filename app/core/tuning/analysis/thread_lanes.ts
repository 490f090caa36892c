/** A stretch of time, in ms. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * The thread of each stretch of one worker, from 0: in order of their beginnings each takes the lowest
 * thread that is free. Where more overlap than there are threads, since an end is noted a little after
 * the next beginning, it takes the thread that is free first.
 * @param threads how many there are; null: as many as it takes
 */
export function threadsOf(stretches: readonly Stretch[], threads: number | null): number[] {
  const order = stretches.map((_, k) => k)
  order.sort((a, b) => stretches[a].from - stretches[b].from || a - b)
  /** When each thread is free again. */
  const free: number[] = []
  const found = new Array<number>(stretches.length).fill(0)
  for (const k of order) {
    const { from, to } = stretches[k]
    const idle = free.findIndex((at) => at <= from)
    const isFull = free.length === threads
    const thread = idle >= 0 ? idle : isFull ? free.indexOf(Math.min(...free)) : free.length
    free[thread] = Math.max(free[thread] ?? to, to)
    found[k] = thread
  }
  return found
}

/** Length of what stretches cover together. */
export function coveredBy(stretches: readonly Stretch[]): number {
  let [covered, reached] = [0, -Infinity]
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, reached))
    reached = Math.max(reached, to)
  }
  return covered
}

import type { WorkSegment } from '#services/pages/studies/work_segments'

/** Sizes of the drawing in its own units. */
const WIDTH = 1000
const LANE = 26
const MARGIN = 4

export interface Timeline {
  readonly width: number
  readonly height: number
  /** UTC epoch ms. */
  readonly from: number
  readonly until: number
  /** Share of all lanes' time in which nothing was trained. */
  readonly idle: number
  readonly lanes: readonly Lane[]
  readonly spans: readonly Span[]
}

interface Lane {
  readonly worker: string
  readonly y: number
  readonly busySeconds: number
  /** Share of the time between the first and the last stretch of all workers. */
  readonly idle: number
}

interface Span {
  readonly x: string
  readonly y: number
  readonly width: string
  readonly height: number
  /** Outcome, or `running`. */
  readonly kind: string
  readonly text: string
}

/**
 * Who trained what, when: a lane for each worker. Where a worker trains two runs at once it is busy once.
 * @param endedAt when the study ended, UTC epoch ms; null: it goes on, until `now`
 */
export function timelineOf(
  segments: readonly WorkSegment[],
  endedAt: number | null,
  now: number
): Timeline | null {
  if (segments.length === 0) return null
  const end = ({ to }: WorkSegment) => to ?? endedAt ?? now
  const from = Math.min(...segments.map((each) => each.from))
  const until = Math.max(from + 1, ...segments.map(end))
  const byWorker = Map.groupBy(segments, ({ worker }) => worker)
  const workers = [...byWorker.keys()].sort()
  const lanes = workers.map((worker, k) => {
    const busy = busyOf(byWorker.get(worker)!.map((each) => [each.from, end(each)] as const))
    return { worker, y: k * LANE, busySeconds: busy / 1000, idle: 1 - busy / (until - from) }
  })
  const x = (at: number) => ((at - from) / (until - from)) * WIDTH
  return {
    width: WIDTH,
    height: workers.length * LANE,
    from,
    until,
    idle: lanes.reduce((sum, { idle }) => sum + idle, 0) / lanes.length,
    lanes,
    spans: segments.map((each) => ({
      x: x(each.from).toFixed(1),
      y: workers.indexOf(each.worker) * LANE + MARGIN,
      width: Math.max(1, x(end(each)) - x(each.from)).toFixed(1),
      height: LANE - 2 * MARGIN,
      kind: each.outcome ?? 'running',
      text: `Trial ${each.trial} to rung ${each.rung}: ${each.outcome ?? 'running'}, ${((end(each) - each.from) / 1000).toFixed(1)} s`,
    })),
  }
}

/** Length of what the stretches cover together. */
function busyOf(stretches: readonly (readonly [number, number])[]): number {
  let [busy, reached] = [0, -Infinity]
  for (const [from, to] of stretches.toSorted(([a], [b]) => a - b)) {
    busy += Math.max(0, to - Math.max(from, reached))
    reached = Math.max(reached, to)
  }
  return busy
}

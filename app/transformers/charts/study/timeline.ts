import { coveredBy, threadsOf } from '#core/tuning/analysis/thread_lanes'
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
  /** All workers' threads. */
  readonly threads: number
  readonly busySeconds: number
  /** Share of all threads' time in which nothing was trained. */
  readonly idle: number
  readonly workers: readonly WorkerTime[]
  readonly lanes: readonly Lane[]
  readonly spans: readonly Span[]
}

interface WorkerTime {
  readonly worker: string
  readonly threads: number
  /** Sum over its threads. */
  readonly busySeconds: number
  /** Share of its threads' time between the first and the last stretch of all workers. */
  readonly idle: number
}

/** One thread of a worker. */
interface Lane {
  readonly worker: string
  /** From 1. */
  readonly thread: number
  readonly y: number
}

interface Span {
  readonly worker: string
  /** From 1. */
  readonly thread: number
  readonly trial: number
  readonly rung: number
  /** UTC epoch ms. */
  readonly from: number
  /** To its end; of a stretch that goes on, until now. */
  readonly seconds: number
  readonly x: string
  readonly y: number
  readonly width: string
  readonly height: number
  /** Outcome, or `running`. */
  readonly kind: string
  readonly text: string
}

/** Stretches with an end, and the thread that each is drawn on. */
interface Worker extends WorkerTime {
  readonly stretches: readonly { readonly segment: WorkSegment; readonly thread: number }[]
}

/**
 * Who trained what, when: a lane for each thread of each worker.
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
  const workers = [...byWorker.keys()]
    .sort()
    .map((name) => workerOf(name, byWorker.get(name)!, end, until - from))
  const lanes = workers.flatMap(({ worker, threads }) =>
    Array.from({ length: threads }, (_, k) => ({ worker, thread: k + 1 }))
  )
  const placed = lanes.map((lane, k) => ({ ...lane, y: k * LANE }))
  const x = (at: number) => ((at - from) / (until - from)) * WIDTH
  const busySeconds = workers.reduce((sum, worker) => sum + worker.busySeconds, 0)
  const spans = workers.flatMap(({ stretches, worker }) => {
    const top = placed.find((lane) => lane.worker === worker)!.y
    return stretches.map(({ segment, thread }) => ({
      ...{ worker, thread: thread + 1, trial: segment.trial, rung: segment.rung },
      ...{ from: segment.from, seconds: (end(segment) - segment.from) / 1000 },
      x: x(segment.from).toFixed(1),
      y: top + thread * LANE + MARGIN,
      width: Math.max(1, x(end(segment)) - x(segment.from)).toFixed(1),
      height: LANE - 2 * MARGIN,
      kind: segment.outcome ?? 'running',
      text: spanText(segment, thread, end(segment)),
    }))
  })
  return {
    ...{ width: WIDTH, height: lanes.length * LANE, from, until },
    ...{ threads: lanes.length, busySeconds },
    idle: 1 - (busySeconds * 1000) / (lanes.length * (until - from)),
    ...{ workers, lanes: placed, spans },
  }
}

/** @param milliseconds from the first to the last stretch of all workers */
function workerOf(
  worker: string,
  segments: readonly WorkSegment[],
  end: (segment: WorkSegment) => number,
  milliseconds: number
): Worker {
  const known = segments.flatMap(({ threads }) => threads ?? [])
  const most = known.length === 0 ? null : Math.max(1, ...known)
  const spans = segments.map((each) => ({ from: each.from, to: end(each) }))
  const found = threadsOf(spans, most)
  const threads = most ?? 1 + Math.max(...found)
  const busy = Array.from({ length: threads }, (_, thread) =>
    coveredBy(spans.filter((_, k) => found[k] === thread))
  ).reduce((sum, each) => sum + each, 0)
  return {
    ...{ worker, threads, busySeconds: busy / 1000, idle: 1 - busy / (threads * milliseconds) },
    stretches: segments.map((segment, k) => ({ segment, thread: found[k] })),
  }
}

function spanText({ trial, rung, outcome, from }: WorkSegment, thread: number, to: number): string {
  const seconds = ((to - from) / 1000).toFixed(1)
  return `Trial ${trial} to rung ${rung} on thread ${thread + 1}: ${outcome ?? 'running'}, ${seconds} s`
}

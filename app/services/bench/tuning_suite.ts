import app from '@adonisjs/core/services/app'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { ExchangeCount } from '#services/bench/exchange_loop'
import type { Suite } from '#services/bench/measurement'
import { serviceStudy, type ServiceBench } from '#services/bench/service_study'
import {
  benchObjective,
  benchPlan,
  deleteBenchStudy,
  storeBenchStudy,
} from '#services/bench/tuning_study'
import { nextPoint } from '#core/tuning/next_point'
import { schedulerFor } from '#core/tuning/scheduler_for'
import { StudyState } from '#core/tuning/study_state'

const WORKERS = [1, 4, 16]
/** An episode of the study whose workers are to be idle as little as can be. */
const EPISODE_MILLISECONDS = 5
const MANY_TRIALS = 50_000

/** Threads that work a study of the whole service. */
const SERVICE_WORKERS = [1, 4]

/**
 * (1) Deciding alone: decisions a second through PostgreSQL, each durable, with several processes that
 * ask; what a trial costs besides its training; the share of time in which four workers have no trial
 * in hand, and the part of it in which they wait for a decision (the rest they wait for the last trials,
 * which others climb with). The trials of the idle workers sleep, so that the cores are free for
 * deciding: idle is who has no trial, not who has no core. (2) The whole service, where a result is
 * trained, stored and reported through the queue: results a second of trials that train next to nothing,
 * and the idle share of four workers whose trials train. (3) The memory of a study of 50,000 trials.
 */
export function tuningSuite(quick: boolean, service: ServiceBench): Suite {
  const trials = quick ? 20 : 400
  // a process takes seconds to start: to see that it runs two are enough
  const processes = (workers: number) => (quick ? Math.min(workers, 2) : workers)
  return [
    ...WORKERS.map((workers) => ({
      names: [`decisions_per_second/${workers}`, `milliseconds_per_trial/${workers}`],
      unit: ['1/s', 'ms'],
      measure: async (repeats: number) => {
        const runs = await repeated(repeats, () => measured(processes(workers), trials, 0))
        return [
          runs.map(({ decisions, wallSeconds }) => decisions / wallSeconds),
          runs.map(({ wallSeconds }) => (1000 * wallSeconds) / trials),
        ]
      },
    })),
    {
      names: ['idle_share/4', 'asking_share/4'],
      unit: '×',
      measure: async (repeats) => {
        const workers = processes(4)
        const runs = await repeated(repeats, () => measured(workers, trials, EPISODE_MILLISECONDS))
        return [
          runs.map(({ busySeconds, wallSeconds }) => 1 - busySeconds / (workers * wallSeconds)),
          runs.map(({ askingSeconds, wallSeconds }) => askingSeconds / (workers * wallSeconds)),
        ]
      },
    },
    ...serviceFigures(quick, service),
    {
      names: [`megabytes/${MANY_TRIALS}_trials`, `microseconds_per_decision/${MANY_TRIALS}_trials`],
      unit: ['MB', 'µs'],
      measure: (repeats) => {
        const runs = Array.from({ length: repeats }, () => digested(quick ? 1000 : MANY_TRIALS))
        return [
          runs.map(({ megabytes }) => megabytes),
          runs.map(({ microseconds }) => microseconds),
        ]
      },
    },
  ]
}

function serviceFigures(quick: boolean, service: ServiceBench): Suite {
  const trials = quick ? 3 : 60
  const studies = (repeats: number, workers: number, uneven: boolean) =>
    repeated(repeats, () => serviceStudy(service, { workers: quick ? 1 : workers, trials, uneven }))
  return [
    ...SERVICE_WORKERS.map((workers) => ({
      names: [`service_results_per_second/${workers}`],
      unit: '1/s',
      measure: async (repeats: number) => {
        const runs = await studies(repeats, workers, false)
        return [runs.map(({ results, wallSeconds }) => results / wallSeconds)]
      },
    })),
    {
      names: ['service_idle_share/4'],
      unit: '×',
      measure: async (repeats) => {
        const runs = await studies(repeats, 4, true)
        return [runs.map(({ idleShare }) => idleShare)]
      },
    },
  ]
}

interface Measured {
  readonly decisions: number
  readonly busySeconds: number
  readonly askingSeconds: number
  readonly wallSeconds: number
}

/** A whole study by so many processes. */
async function measured(workers: number, trials: number, milliseconds: number): Promise<Measured> {
  const studyId = await storeBenchStudy(trials)
  try {
    const started = await Promise.all(
      Array.from({ length: workers }, () => workerProcess(studyId, milliseconds))
    )
    const begun = performance.now()
    for (const { go } of started) go()
    const counts = await Promise.all(started.map(({ counted }) => counted))
    const wallSeconds = (performance.now() - begun) / 1000
    const sum = (of: (count: ExchangeCount) => number) =>
      counts.reduce((total, count) => total + of(count), 0)
    return {
      decisions: sum(({ decisions }) => decisions),
      busySeconds: sum(({ busySeconds }) => busySeconds),
      askingSeconds: sum(({ askingSeconds }) => askingSeconds),
      wallSeconds,
    }
  } finally {
    await deleteBenchStudy(studyId)
  }
}

/** A worker that waits for `go`. */
async function workerProcess(studyId: number, milliseconds: number) {
  const child = spawn(
    process.execPath,
    ['ace.js', 'bench:exchange', String(studyId), `--milliseconds=${milliseconds}`],
    { cwd: app.makePath(), stdio: ['pipe', 'pipe', 'inherit'] }
  )
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async () => String((await lines.next()).value)
  await line()
  const counted = async (): Promise<ExchangeCount> => {
    const count = JSON.parse(await line()) as ExchangeCount
    await once(child, 'exit')
    return count
  }
  return { go: () => child.stdin.end('go\n'), counted: counted() }
}

/** Decides a study of so many trials in memory: what digesting its log takes. */
function digested(trials: number): { megabytes: number; microseconds: number } {
  const plan = benchPlan()
  collectGarbage()
  const before = process.memoryUsage().heapUsed
  const state = new StudyState(schedulerFor(plan), plan.objectives, 1, [])
  state.apply({ kind: 'bounded', trials, episodes: null })
  let decisions = 0
  const started = performance.now()
  for (;;) {
    const next = state.next()
    if (next.do === 'wait') break
    decisions++
    const { trial } = next
    const rung = next.do === 'promote' ? next.toRung : 0
    if (next.do === 'promote') state.apply({ kind: 'promoted', trial, rung })
    else state.apply({ kind: 'started', trial, ...nextPoint(plan, state) })
    const results = [benchObjective(state.trials[trial].values, next.resource)]
    state.apply({ kind: 'reported', trial, rung, results, failed: false })
  }
  const microseconds = (1000 * (performance.now() - started)) / decisions
  collectGarbage()
  const megabytes = (process.memoryUsage().heapUsed - before) / 1e6
  return { megabytes: state.trials.length === trials ? megabytes : NaN, microseconds }
}

/** So that what is measured is held and not merely not collected yet. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
}

async function repeated<T>(repeats: number, measure: () => Promise<T>): Promise<T[]> {
  const values: T[] = []
  while (values.length < repeats) values.push(await measure())
  return values
}

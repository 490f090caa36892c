import { counted } from '../../../resources/format/numbers.ts'
import type { DrainPlan, ListedWorker } from '#services/pages/jobs/worker_list'
import type { WorkerState } from '#services/workers/worker_state'

interface Look {
  readonly kind: 'ok' | 'warn' | 'muted'
  readonly shape: 'ok' | 'warn' | 'live' | 'stopped'
  readonly word: string
}

const LOOKS: Readonly<Record<WorkerState, Look>> = {
  working: { kind: 'ok', shape: 'ok', word: 'Takes jobs' },
  draining: { kind: 'warn', shape: 'live', word: 'Draining' },
  drained: { kind: 'muted', shape: 'stopped', word: 'Drained' },
  lost: { kind: 'warn', shape: 'warn', word: 'Lost' },
}

/** Workers as rows. A version that is not the server's own is one that somebody forgot to update. */
export function workerRows(workers: readonly ListedWorker[], ownVersion: string) {
  return workers.map((worker) => ({
    ...worker,
    look: LOOKS[worker.state],
    engines: worker.fingerprints.map(({ engine, version }) => `${engine} ${version}`).join(', '),
    hasOtherVersion: worker.version !== ownVersion,
    inHand: inHandOf(worker),
  }))
}

function inHandOf({ busy, threads, evaluating }: ListedWorker): string {
  const runs = `${busy} of ${counted(threads, 'thread')}`
  return evaluating > 0 ? `${runs}, ${counted(evaluating, 'evaluation')}` : runs
}

/** What draining does, for the dialog that asks. */
export function drainEffect({ worker, others, alike, free }: DrainPlan): readonly string[] {
  const { busy, evaluating } = worker
  const one = busy === 1
  const runs = `${counted(busy, 'run')} in hand ${one ? 'stops' : 'stop'} at the end of ${one ? 'its' : 'their'} episode behind a checkpoint, ${one ? 'is' : 'are'} queued again and ${one ? 'goes' : 'go'} on elsewhere with the same weights. `
  const evaluation = `${counted(evaluating, 'evaluation')} in hand ${evaluating === 1 ? 'ends' : 'end'} here. `
  const hand = `${busy > 0 ? runs : ''}${evaluating > 0 ? evaluation : ''}`
  return [
    'Within 5 s it takes no further job of any queue, letters and deliveries included.',
    hand.trim() || 'Nothing is in its hands.',
    whereTo(others, alike, free),
    'It takes jobs again when you say so, or when it is started anew.',
  ]
}

function whereTo(others: number, alike: number, free: number): string {
  if (others === 0) return 'No other worker takes jobs: all that is queued waits until one does.'
  if (alike === 0) {
    return `${counted(others, 'other worker')} ${others === 1 ? 'takes' : 'take'} jobs, but none has its arithmetic: runs with a checkpoint of it wait for one that has.`
  }
  return `${counted(alike, 'other worker')} can go on with its runs; ${counted(free, 'thread')} of ${alike === 1 ? 'it' : 'them'} ${free === 1 ? 'is' : 'are'} free.`
}

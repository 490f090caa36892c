import type { RunDetail } from '#services/pages/run_detail'

type MeasuredRun = Pick<
  RunDetail,
  | 'status'
  | 'stored_status'
  | 'episodes_done'
  | 'episodes_total'
  | 'seconds'
  | 'env_steps'
  | 'updates'
  | 'env_steps_per_second'
  | 'updates_per_second'
>

/** How far, how long still, until when; times left are null while there is no rate, and of a lost run. */
export function progressOf(run: MeasuredRun, now: number) {
  const { episodes_done: done, episodes_total: total, seconds } = run
  const moving = run.status === 'running' && done > 0
  const secondsLeft = moving ? (seconds / done) * (total - done) : null
  const lasting = run.stored_status !== 'running' && seconds > 0
  return {
    share: done / total,
    secondsLeft,
    endsAt: secondsLeft === null ? null : now + secondsLeft * 1000,
    // of a run that has ended: over all its time
    stepsRate: lasting ? run.env_steps / seconds : run.env_steps_per_second,
    updatesRate: lasting ? run.updates / seconds : run.updates_per_second,
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import type TrainingService from '#services/training_service'
import type { Actor } from '#services/audit_service'
import { patiently } from '#services/database_patience'
import { runReports, type RunReport } from '#services/training/train_report'

const ENDED = ['completed', 'failed', 'cancelled']
const LOOK_EVERY_MILLISECONDS = 250
const LINE_EVERY_MILLISECONDS = 10_000

/**
 * Waits until all runs have ended, with progress on standard error: a bar on a terminal, a line every
 * 10 s otherwise. At an interruption the runs are cancelled and keep what they have.
 */
export async function waitForRuns(
  runIds: readonly number[],
  episodes: number,
  training: TrainingService,
  actor: Actor,
  signal: AbortSignal
): Promise<RunReport[]> {
  let lastLine = performance.now()
  const started = performance.now()
  let isCancelling = false
  for (;;) {
    const reports = await patiently(() => runReports(runIds))
    const isDone = reports.every(({ status }) => ENDED.includes(status))
    const due = performance.now() - lastLine >= LINE_EVERY_MILLISECONDS
    if (process.stderr.isTTY) process.stderr.write(`\r${lineOf(reports, episodes, started)}`)
    else if (due) {
      process.stderr.write(`${lineOf(reports, episodes, started)}\n`)
      lastLine = performance.now()
    }
    if (isDone) {
      if (process.stderr.isTTY) process.stderr.write('\n')
      signal.throwIfAborted()
      return reports
    }
    if (signal.aborted && !isCancelling) {
      isCancelling = true
      for (const { run_id: runId, status } of reports) {
        if (!ENDED.includes(status)) await training.cancel(runId, actor)
      }
    }
    await sleep(LOOK_EVERY_MILLISECONDS)
  }
}

/** `120 of 360 episodes, 33 %, 5,310 steps/s, 24 s left`. */
function lineOf(reports: readonly RunReport[], episodes: number, started: number): string {
  const total = episodes * reports.length
  const done = reports.reduce((sum, report) => sum + report.episodes, 0)
  const steps = reports.reduce((sum, report) => sum + report.env_steps, 0)
  const seconds = (performance.now() - started) / 1000
  const left = done > 0 ? `${Math.round((seconds / done) * (total - done))} s left` : 'starting'
  const rate = Math.round(steps / seconds).toLocaleString('en')
  const share = ((100 * done) / total).toFixed(0)
  return `${done} of ${total} episodes, ${share} %, ${rate} steps/s, ${left}   `
}

import app from '@adonisjs/core/services/app'
import { Changes } from '#live/changes'
import { LiveHub } from '#live/live_hub'
import { runTopic, type Announcement } from '#live/topics'
import type TrainingService from '#services/training_service'
import type { Actor } from '#services/audit_service'
import { patiently } from '#services/database_patience'
import { runReports, type RunReport } from '#services/training/train_report'

const ENDED = ['completed', 'failed', 'cancelled']
/** Its time left runs on, whether or not a run reports. */
const BAR_EVERY_MILLISECONDS = 1000
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
  const hub = await app.container.make(LiveHub)
  const changes = await Changes.of(hub, runIds.map(runTopic), matters)
  try {
    const reports = await untilEnded(runIds, episodes, changes, signal, async (unfinished) => {
      for (const { run_id: runId } of unfinished) await training.cancel(runId, actor)
    })
    signal.throwIfAborted()
    return reports
  } finally {
    changes.close()
  }
}

/** Progress is for the bar of a terminal only. */
function matters({ kind }: Announcement): boolean {
  return kind === 'status' || kind === 'resync' || (kind === 'progress' && process.stderr.isTTY)
}

async function untilEnded(
  runIds: readonly number[],
  episodes: number,
  changes: Changes,
  signal: AbortSignal,
  cancel: (unfinished: readonly RunReport[]) => Promise<void>
): Promise<RunReport[]> {
  const started = performance.now()
  let lastLine = started
  let isCancelling = false
  for (;;) {
    const reports = await patiently(() => runReports(runIds))
    const unfinished = reports.filter(({ status }) => !ENDED.includes(status))
    const due = performance.now() - lastLine >= LINE_EVERY_MILLISECONDS
    if (process.stderr.isTTY) process.stderr.write(`\r${lineOf(reports, episodes, started)}`)
    else if (due) {
      process.stderr.write(`${lineOf(reports, episodes, started)}\n`)
      lastLine = performance.now()
    }
    if (unfinished.length === 0) {
      if (process.stderr.isTTY) process.stderr.write('\n')
      return reports
    }
    if (signal.aborted && !isCancelling) {
      isCancelling = true
      await cancel(unfinished)
    }
    const untilLine = lastLine + LINE_EVERY_MILLISECONDS - performance.now()
    await changes.next(process.stderr.isTTY ? BAR_EVERY_MILLISECONDS : untilLine, signal)
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

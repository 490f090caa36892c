import app from '@adonisjs/core/services/app'
import { Changes } from '#live/changes'
import { LiveHub } from '#live/live_hub'
import { studyTopic } from '#live/topics'
import type { Actor } from '#services/audit_service'
import { patiently } from '#services/database_patience'
import type TuningService from '#services/tuning_service'
import { studyReport, type StudyReport } from '#services/tuning/study_report'

const LINE_EVERY_MILLISECONDS = 10_000

/**
 * Waits until a study has ended or paused, with a line of progress on standard error every 10 s, in
 * place on a terminal. An interruption pauses it: what trains here is handed over at its checkpoint.
 */
export async function waitForStudy(
  studyId: number,
  tuning: TuningService,
  actor: Actor,
  signal: AbortSignal
): Promise<void> {
  const hub = await app.container.make(LiveHub)
  const changes = await Changes.of(hub, [studyTopic(studyId)], () => true)
  let lastLine = performance.now()
  try {
    for (;;) {
      const report = await patiently(() => studyReport(studyId))
      const isOver = report.status !== 'running'
      const isDue = performance.now() - lastLine >= LINE_EVERY_MILLISECONDS
      if (process.stderr.isTTY) process.stderr.write(`\r${lineOf(report)}   `)
      else if (isDue) process.stderr.write(`${lineOf(report)}\n`)
      if (isDue) lastLine = performance.now()
      if (isOver) return
      if (signal.aborted) {
        await tuning.pause(studyId, actor)
        signal.throwIfAborted()
      }
      await changes.next(LINE_EVERY_MILLISECONDS, signal)
    }
  } finally {
    if (process.stderr.isTTY) process.stderr.write('\n')
    changes.close()
  }
}

/** `40 trials, 4 running, 0 failed, 1,250 episodes (18.2 %), best 0.734 by trial 17`. */
function lineOf(report: StudyReport): string {
  const { trials, trials_running: running, trials_failed: failed, best } = report
  const { resource_used: used, resource_full: full } = report
  const share = full > 0 ? ` (${((100 * used) / full).toFixed(1)} % of full training)` : ''
  const winner =
    best === null ? 'no value yet' : `best ${best.value.toFixed(3)} by trial ${best.trial}`
  return `${trials} trials, ${running} running, ${failed} failed, ${used.toLocaleString('en')} episodes${share}, ${winner}`
}

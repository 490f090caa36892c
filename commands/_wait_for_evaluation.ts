import { setTimeout as sleep } from 'node:timers/promises'
import { patiently } from '#services/database_patience'
import { GOING_EVALUATION } from '#services/evaluation/evaluation_rows'
import { storedEvaluation, type StoredEvaluation } from '#services/evaluation/evaluation_report'

const LOOK_EVERY_MILLISECONDS = 250
const LINE_EVERY_MILLISECONDS = 10_000

/**
 * Waits until an evaluation is settled. An interruption leaves it in the queue, where any worker goes
 * on with it.
 */
export async function waitForEvaluation(
  evaluationId: number,
  signal: AbortSignal
): Promise<StoredEvaluation> {
  let lastLine = performance.now()
  for (;;) {
    const evaluation = await patiently(() => storedEvaluation(evaluationId))
    if (!GOING_EVALUATION.includes(evaluation.status)) return evaluation
    signal.throwIfAborted()
    if (performance.now() - lastLine >= LINE_EVERY_MILLISECONDS) {
      process.stderr.write(`Evaluation ${evaluationId}: ${evaluation.status}\n`)
      lastLine = performance.now()
    }
    await sleep(LOOK_EVERY_MILLISECONDS)
  }
}

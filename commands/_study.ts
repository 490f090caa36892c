import { InvalidParameter } from '#core/errors'
import type { Actor } from '#services/audit_service'
import { studyReport } from '#services/tuning/study_report'
import { commandActor } from './_actor.js'
import type { Answer } from './_answer.js'

/**
 * Does something with a study and says how it stands then.
 * @param given the study's id as it was typed
 * @throws E_INVALID_PARAMETER, and what `act` throws
 */
export async function studyActed(
  given: string,
  act: (studyId: number, actor: Actor) => Promise<void>
): Promise<Answer> {
  const studyId = studyIdOf(given)
  await act(studyId, commandActor())
  const report = await studyReport(studyId)
  const { status, trials, trials_running: running, trials_failed: failed } = report
  const lines = [
    `Study ${studyId} is ${status}: ${trials} trials, ${running} in hand, ${failed} failed.`,
  ]
  if (status === 'running') {
    lines.push(`Workers go on with it; \`node ace tune --resume=${studyId}\` works on it here.`)
  }
  return { json: { ...report }, lines }
}

function studyIdOf(given: string): number {
  const id = /^\d{1,15}$/.test(given) ? Number(given) : 0
  if (id >= 1) return id
  throw new InvalidParameter(
    'study',
    `study is ${JSON.stringify(given)}, but must be an id, an integer of 1 or more.`,
    'The page of studies has the ids.'
  )
}

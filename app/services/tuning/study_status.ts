import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { CodedError } from '#core/errors'
import { announceEvent } from '#services/notifications/announce_event'
import type { Queue } from '#services/queue'
import {
  announceStudy,
  secondsOf,
  type StudyRow,
  type StudyStatus,
} from '#services/tuning/study_rows'

/** Why a study stopped by itself. */
export type StudyFault = Pick<CodedError, 'code' | 'message' | 'remedy'>

/** Puts a study into a status, with its clock and what is wrong; tells pages and, at its end, webhooks. */
export async function setStudyStatus(
  trx: TransactionClientContract,
  queue: Queue,
  study: StudyRow,
  status: StudyStatus,
  fault: StudyFault | null = null
): Promise<void> {
  const isRunning = status === 'running'
  const hasEnded = !isRunning && status !== 'paused'
  await trx
    .from('studies')
    .where('study_id', study.study_id)
    .update({
      status,
      seconds: secondsOf(study),
      running_since: isRunning ? new Date() : null,
      ended_at: hasEnded ? new Date() : null,
      error_code: fault?.code ?? null,
      error_message: fault?.message ?? null,
      error_remedy: fault?.remedy ?? null,
    })
  await announceStudy(trx, study.study_id, status)
  if (isRunning || (!hasEnded && fault === null)) return
  const { study_id: studyId, name, trial_count: trials } = study
  const why = fault === null ? '' : ` ${fault.message}`
  await announceEvent(trx, queue, {
    event: `study.${status}`,
    text: `Study ${studyId} (${name}) is ${status} after ${trials} trials.${why}`,
    path: `/studies/${studyId}`,
    subject: { study_id: studyId, name, status, trials, error_message: fault?.message ?? null },
  })
}

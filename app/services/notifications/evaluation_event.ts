import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Verdict } from '#core/evaluation/verdicts/verdict'
import { announceEvent } from '#services/notifications/announce_event'
import type { Queue } from '#services/queue'

/** Tells webhooks that an evaluation has ended: with its first verdict, or why there is none. */
export async function announceEvaluationEnd(
  trx: TransactionClientContract,
  queue: Queue,
  evaluationId: number,
  status: 'completed' | 'failed' | 'cancelled'
): Promise<void> {
  const row = (await trx
    .from('evaluation_runs as v')
    .join('experiments as e', 'e.experiment_id', 'v.experiment_id')
    .where('v.evaluation_id', evaluationId)
    .select('e.name', 'v.experiment_id', 'v.run_id', 'v.range', 'v.look', 'v.verdicts', 'v.error')
    .first()) as {
    name: string
    experiment_id: number
    run_id: number | null
    range: string
    look: number | null
    verdicts: readonly Verdict[]
    error: { message: string } | null
  } | null
  if (row === null) return
  const { verdicts, error, ...subject } = row
  const said = status === 'failed' ? error?.message : verdicts[0]?.sentence
  await announceEvent(trx, queue, {
    event: `evaluation.${status}`,
    text: `Evaluation ${evaluationId} (${row.name}) ${status}. ${said ?? ''}`.trim(),
    path: `/evaluations/${evaluationId}`,
    subject: { evaluation_id: evaluationId, status, ...subject },
  })
}

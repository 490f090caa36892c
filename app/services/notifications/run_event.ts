import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { announceEvent } from '#services/notifications/announce_event'
import type { Queue } from '#services/queue'

type Ended = 'completed' | 'failed' | 'cancelled'

/** Tells webhooks that a run has ended. */
export async function announceRunEnd(
  trx: TransactionClientContract,
  queue: Queue,
  runId: number,
  status: Ended
): Promise<void> {
  const run = (await trx
    .from('training_runs as r')
    .join('experiments as e', 'e.experiment_id', 'r.experiment_id')
    .where('r.run_id', runId)
    .select('e.name', 'r.experiment_id', 'r.seed', 'r.episodes_done', 'r.best_validation')
    .select('r.error_code', 'r.error_message')
    .first()) as {
    name: string
    experiment_id: number
    seed: number
    episodes_done: number
    best_validation: number | null
    error_code: string | null
    error_message: string | null
  } | null
  if (run === null) return
  const { name, seed, error_message: error, ...figures } = run
  const why = status === 'failed' && error !== null ? ` ${error}` : ''
  await announceEvent(trx, queue, {
    event: `run.${status}`,
    text: `Run ${runId} (${name}, seed ${seed}) ${status === 'cancelled' ? 'was cancelled' : status}.${why}`,
    path: `/runs/${runId}`,
    subject: { run_id: runId, name, seed, status, error_message: error, ...figures },
  })
}

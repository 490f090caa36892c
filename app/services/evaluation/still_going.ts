import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'

const LOOK_EVERY_MILLISECONDS = 1000

export interface Going {
  /** Aborts when the evaluation was cancelled or deleted. */
  readonly signal: AbortSignal
  /** Looks no more. */
  stop(): void
}

/** Looks now and then whether an evaluation in hand is still wanted. */
export function stillGoing(evaluationId: number): Going {
  const ended = new AbortController()
  const look = async (): Promise<void> => {
    const row = await db
      .from('evaluation_runs')
      .where({ evaluation_id: evaluationId, status: 'running' })
      .first()
    if (row === null) ended.abort(new Error(`Evaluation ${evaluationId} is no longer wanted.`))
  }
  // a database that is away says nothing of it
  const note = (error: unknown) =>
    logger.warn({ err: error, evaluationId }, 'Whether an evaluation goes on is not known')
  const timer = setInterval(() => void look().catch(note), LOOK_EVERY_MILLISECONDS)
  return { signal: ended.signal, stop: () => clearInterval(timer) }
}

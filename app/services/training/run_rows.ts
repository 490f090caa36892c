import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { RunParameters } from '#core/parameters/catalogue'
import { announce } from '#live/announce'
import { experimentTopic, RUNS_TOPIC, runTopic } from '#live/topics'
import { OVERDUE_SECONDS, type RunStatus } from '#models/training_run'
import type { AuditedAct } from '#services/audit_service'
import { RunNotFound } from '#services/training/training_errors'

/** A row of training_runs as the database gives it. */
export interface RunRow {
  readonly run_id: number
  readonly experiment_id: number
  readonly seed: number
  readonly status: RunStatus
  readonly parameters: RunParameters
  readonly attempts: number
  readonly cancel_requested: boolean
  /** Episode at whose end it pauses; null: it trains to its end. */
  readonly pause_at: number | null
  readonly start_time: Date | null
  readonly heartbeat_at: Date | null
  readonly env_steps: number
  readonly updates: number
  readonly episodes_done: number
  readonly seconds: number
  readonly best_validation: number | null
  readonly best_episode_id: number | null
  readonly weights_sha256: string | null
  readonly error_code: string | null
  readonly error_message: string | null
  readonly error_remedy: string | null
}

/** Locks a run's row. @throws E_RUN_NOT_FOUND */
export async function lockRun(trx: TransactionClientContract, runId: number): Promise<RunRow> {
  const run = (await trx
    .from('training_runs')
    .where('run_id', runId)
    .forUpdate()
    .first()) as RunRow | null
  if (run === null) throw new RunNotFound(runId)
  return run
}

/** Whether a running run shows as lost: its worker has said nothing for too long. */
export function isOverdue({ status, heartbeat_at: heartbeat }: RunRow): boolean {
  const silent = Date.now() - (heartbeat?.getTime() ?? 0)
  return status === 'running' && silent > OVERDUE_SECONDS * 1000
}

/** Tells the pages of the run, of its experiment and of all runs that its status changed. */
export async function announceStatus(
  trx: TransactionClientContract,
  run: Pick<RunRow, 'run_id' | 'experiment_id'>,
  status: RunStatus
): Promise<void> {
  const data = { runId: run.run_id, experimentId: run.experiment_id, status }
  await announce(
    trx,
    { topic: runTopic(run.run_id), kind: 'status', data },
    { topic: experimentTopic(run.experiment_id), kind: 'status', data },
    { topic: RUNS_TOPIC, kind: 'status', data }
  )
}

/** An act on a run for the audit log, with what it was before; `after`: its status, null when it is gone. */
export function runAct(act: string, run: RunRow, after: string | null): AuditedAct {
  const { experiment_id: experimentId, seed, status, episodes_done: episodes } = run
  const before = { status, episodes }
  return {
    act,
    objectType: 'run',
    objectId: run.run_id,
    details: { experimentId, seed, before, after: after === null ? null : { status: after } },
  }
}

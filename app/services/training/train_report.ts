import db from '@adonisjs/lucid/services/db'
import type { RunRow } from '#services/training/run_rows'

/** A run as `train --json` gives it. */
export interface RunReport {
  readonly run_id: number
  readonly seed: number
  readonly status: string
  readonly episodes: number
  readonly env_steps: number
  readonly updates: number
  readonly seconds: number
  readonly env_steps_per_second: number | null
  readonly updates_per_second: number | null
  readonly weights_sha256: string | null
  readonly best_episode_id: number | null
  /** Best validation Sharpe, annualised after costs; null: undefined. */
  readonly validation: number | null
  readonly error: { readonly code: string; readonly message: string } | null
}

/** Runs by their ids, in that order. */
export async function runReports(runIds: readonly number[]): Promise<RunReport[]> {
  const rows = (await db.from('training_runs').whereIn('run_id', [...runIds])) as RunRow[]
  const byId = new Map(rows.map((row) => [row.run_id, row]))
  return runIds.flatMap((runId) => {
    const row = byId.get(runId)
    return row === undefined ? [] : [reportOf(row)]
  })
}

function reportOf(row: RunRow): RunReport {
  const { seconds, env_steps: steps, updates } = row
  return {
    run_id: row.run_id,
    seed: row.seed,
    status: row.status,
    episodes: row.episodes_done,
    env_steps: steps,
    updates,
    seconds,
    env_steps_per_second: seconds > 0 ? steps / seconds : null,
    updates_per_second: seconds > 0 ? updates / seconds : null,
    weights_sha256: row.weights_sha256,
    best_episode_id: row.best_episode_id,
    validation: row.best_validation,
    error:
      row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
  }
}

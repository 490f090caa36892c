import db from '@adonisjs/lucid/services/db'
import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { EvaluationRange, EvaluationStatus } from '#services/evaluation/evaluation_rows'
import { sheetRows } from '#services/evaluation/sheet_rows'
import { tearSheet, type SheetShape } from '#tests/functional/pages/tear_sheet_fixture'

export interface PlantedEvaluation {
  readonly evaluationId: number
  readonly sheet: TearSheet | null
}

interface Planting {
  readonly experimentId: number
  readonly runId: number
  readonly datasetId: number
  readonly range?: EvaluationRange
  readonly status?: EvaluationStatus
  /** Which look it was; for `test` only. */
  readonly look?: number
  readonly reason?: string
  readonly shape?: SheetShape
}

/** A look at a test range as its request would have recorded it. */
export async function plantLook(reason: string, evaluationId: number | null = null): Promise<void> {
  await db.table('test_looks').insert({
    symbol: 'AAPL',
    interval: '1d',
    from_time: new Date(Date.UTC(2022, 1, 14)),
    to_time: new Date(Date.UTC(2025, 10, 20)),
    reason,
    evaluation_id: evaluationId,
  })
}

/** An evaluation with the tear sheet that its worker would have stored. */
export async function plantEvaluation(planting: Planting): Promise<PlantedEvaluation> {
  const { experimentId, runId, datasetId, range = 'test', status = 'completed' } = planting
  const look = range === 'test' ? (planting.look ?? 1) : null
  const folds = range === 'walk_forward' ? 8 : 0
  const shape = { runIds: [runId], seeds: 1, looks: look ?? 0, folds, ...planting.shape }
  const sheet = status === 'completed' ? tearSheet(shape) : null
  const [{ evaluation_id: evaluationId }] = (await db
    .table('evaluation_runs')
    .returning('evaluation_id')
    .insert({
      experiment_id: experimentId,
      dataset_id: datasetId,
      range,
      status,
      from_time: new Date(Date.UTC(2022, 1, 14)),
      to_time: new Date(Date.UTC(2025, 10, 20)),
      bars: sheet?.time.length ?? 985,
      settings: JSON.stringify(sheet?.settings ?? {}),
      walk_forward: folds > 0 ? JSON.stringify({ folds, mode: 'anchored' }) : null,
      verdicts: JSON.stringify(sheet?.verdicts ?? []),
      reason: planting.reason ?? '',
      error:
        status === 'failed'
          ? JSON.stringify({
              code: 'E_DATASET_DIFFERS',
              message: 'Dataset 9f2c41 is not one that run 1 was trained on.',
              remedy: 'Evaluate on the version that it was trained on.',
            })
          : null,
      seconds: 2.4,
      completed_at: status === 'cancelled' ? new Date() : null,
      look,
    })) as { evaluation_id: number }[]
  if (sheet !== null) await storeSheet(evaluationId, sheet, runId)
  if (range === 'test') await plantLook(planting.reason ?? 'final check', evaluationId)
  return { evaluationId, sheet }
}

async function storeSheet(evaluationId: number, sheet: TearSheet, runId: number): Promise<void> {
  await db
    .table('evaluation_documents')
    .insert({ evaluation_id: evaluationId, content: JSON.stringify(sheet) })
  // further seeds of a planted sheet have no run of their own
  const rows = sheetRows(evaluationId, sheet, new Map()).map((row) => ({
    ...row,
    run_id: row.run_id === null ? null : runId,
  }))
  await db.table('evaluation_metrics').multiInsert(rows)
}

import { RecordNotFound } from '#services/pages/missing'
import { listRows, type ListRequest } from './list_rows.js'
import { bounds, contains, period, type ListSpec } from './list_spec.js'

export interface ApiModel {
  readonly model_id: number
  readonly run_id: number
  readonly experiment_id: number
  readonly experiment_name: string
  readonly seed: number
  readonly episode_id: number | null
  readonly stage: string
  readonly validation: number | null
  readonly weights_sha256: string
  readonly size_bytes: number
  readonly created_at: Date
  readonly manifest: Readonly<Record<string, unknown>>
}

const HAS_SYMBOL = `exists (select 1 from experiment_datasets ed join datasets d using (dataset_id)
  where ed.experiment_id = r.experiment_id and d.symbol = :symbol)`

const MODELS = {
  select: `m.model_id, m.run_id, r.experiment_id, x.name as experiment_name, r.seed, m.episode_id,
    m.stage, m.validation, m.weights_sha256, m.size_bytes, m.created_at, m.manifest`,
  from: 'from models m join training_runs r using (run_id) join experiments x using (experiment_id)',
  id: 'm.model_id',
  sorts: {
    model_id: { sql: 'm.model_id', kind: 'integer' },
    validation: { sql: 'm.validation', kind: 'double', nullable: true },
    size_bytes: { sql: 'm.size_bytes', kind: 'integer' },
    created_at: { sql: 'm.created_at', kind: 'time' },
  },
  filters: {
    ids: 'm.model_id = any(:ids)',
    run_id: 'm.run_id = :run_id',
    experiment_id: 'r.experiment_id = :experiment_id',
    stage: 'm.stage = any(:stage)',
    symbol: HAS_SYMBOL,
    search: contains('x.name'),
    ...bounds('validation', 'm.validation'),
    ...period('created_at', 'm.created_at'),
  },
} as const satisfies ListSpec

export const MODEL_SORTS = Object.keys(MODELS.sorts)

export function listModels(filters: Readonly<Record<string, unknown>>, request: ListRequest) {
  return listRows<ApiModel>(MODELS, filters, request)
}

/**
 * The model of a run: its best weights by validation.
 * @throws E_RECORD_NOT_FOUND when the run has none (yet)
 */
export async function modelOfRun(runId: number): Promise<ApiModel> {
  const { rows } = await listModels({ run_id: runId }, { sort: 'model_id', limit: 1 })
  if (rows[0] !== undefined) return rows[0]
  throw new RecordNotFound(
    `Run ${runId} has no model.`,
    'A run stores one at its first validation; see its status and `training.validateEvery`.'
  )
}

import { ModelNotFound } from '#services/models/model_errors'
import {
  HAS_SYMBOL,
  HAS_VERDICTS,
  HAS_WEIGHTS,
  LISTED_MODELS,
  MODEL_COLUMNS,
  MODEL_TABLES,
  OWN_WEIGHTS,
  SEED_COUNT,
  STAGE,
  type ModelRow,
} from '#services/models/model_rows'
import { listRows, type ListRequest } from './list_rows.js'
import { allBounds, contains, period, type ListSpec } from './list_spec.js'

/** The weights of one seed. */
export interface ModelSeed {
  readonly model_id: number
  readonly run_id: number
  readonly seed: number
  readonly validation: number | null
  readonly weights_sha256: string
  readonly size_bytes: number
}

export interface ApiModel extends ModelRow {
  readonly seeds: readonly ModelSeed[]
  readonly reason: string | null
  readonly promoted_by: string | null
  readonly retired_at: Date | null
  readonly retired_by: string | null
  readonly retire_reason: string | null
}

/** Numbers of a model that a filter can bound. */
export const MODEL_BOUNDS = {
  version: { sql: 'p.version', kind: 'integer' },
  seeds: { sql: SEED_COUNT, kind: 'integer' },
  sharpe: { sql: 's.value', kind: 'double' },
  sharpe_low: { sql: 's.low', kind: 'double' },
  sharpe_high: { sql: 's.high', kind: 'double' },
} as const

const MODELS = {
  select: `${MODEL_COLUMNS}, p.reason, promoter.email as promoted_by, p.retired_at,
    retirer.email as retired_by, p.retire_reason,
    (select coalesce(json_agg(json_build_object('model_id', m.model_id, 'run_id', r.run_id,
      'seed', r.seed, 'validation', m.validation, 'weights_sha256', m.weights_sha256,
      'size_bytes', m.size_bytes) order by r.seed), '[]') ${OWN_WEIGHTS}) as seeds`,
  from: `${MODEL_TABLES}
    left join users promoter on promoter.id = p.user_id
    left join users retirer on retirer.id = p.retired_by`,
  where: LISTED_MODELS,
  id: 'e.experiment_id',
  sorts: {
    experiment_id: { sql: 'e.experiment_id', kind: 'integer' },
    sharpe: { sql: 's.value', kind: 'double', nullable: true },
    promoted_at: { sql: 'p.promoted_at', kind: 'time', nullable: true },
  },
  filters: {
    ids: 'e.experiment_id = any(:ids)',
    experiment_id: 'e.experiment_id = :experiment_id',
    stage: `${STAGE} = any(:stage)`,
    name: 'p.name = :name',
    version: 'p.version = :version',
    symbol: HAS_SYMBOL,
    verdicts: HAS_VERDICTS,
    search: `(${contains('e.name')} or ${contains("coalesce(p.name, '')")})`,
    ...allBounds(MODEL_BOUNDS),
    ...period('created_at', 'e.created_at'),
    ...period('promoted_at', 'p.promoted_at'),
    ...period('retired_at', 'p.retired_at'),
  },
} as const satisfies ListSpec

export const MODEL_SORTS = Object.keys(MODELS.sorts)

export function listModels(filters: Readonly<Record<string, unknown>>, request: ListRequest) {
  return listRows<ApiModel>(MODELS, filters, request)
}

/**
 * The model of an experiment; those of trials and folds too.
 * @throws E_MODEL_NOT_FOUND
 */
export async function modelOfExperiment(experimentId: number): Promise<ApiModel> {
  const { rows } = await listRows<ApiModel>(
    { ...MODELS, where: [HAS_WEIGHTS] },
    { experiment_id: experimentId },
    { sort: 'experiment_id', limit: 1 }
  )
  if (rows[0] === undefined) throw new ModelNotFound(`model of experiment ${experimentId}`)
  return rows[0]
}

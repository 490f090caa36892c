import { ModelNotFound } from '#services/models/model_errors'
import {
  HAS_WEIGHTS,
  MODEL_COLUMNS,
  MODEL_TABLES,
  type ModelRow,
} from '#services/models/model_rows'
import { row, rows, type Bindings } from '#services/pages/rows'

/** A model with all that is known of it but its weights. */
export interface ModelDetail extends ModelRow {
  readonly model_version_id: number | null
  readonly study_trial_id: number | null
  readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly reason: string | null
  readonly promoted_by: string | null
  /** What its verdicts were when it was promoted, and of which evaluation. */
  readonly promoted_verdicts: ModelRow['verdicts']
  readonly promoted_evaluation_id: number | null
  readonly retired_at: Date | null
  readonly retired_by: string | null
  readonly retire_reason: string | null
}

const DETAIL = `select ${MODEL_COLUMNS}, p.model_version_id, e.study_trial_id, e.parameters,
    p.reason, promoter.email as promoted_by, p.verdicts as promoted_verdicts,
    p.evaluation_id as promoted_evaluation_id, p.retired_at, retirer.email as retired_by,
    p.retire_reason
  ${MODEL_TABLES}
  left join users promoter on promoter.id = p.user_id
  left join users retirer on retirer.id = p.retired_by`

/**
 * The model of an experiment, whoever launched it; those of trials and folds too.
 * @throws E_MODEL_NOT_FOUND
 */
export async function knownModel(experimentId: number): Promise<ModelDetail> {
  const found = await row<ModelDetail>(
    `${DETAIL} where e.experiment_id = :experiment and ${HAS_WEIGHTS}`,
    { experiment: experimentId }
  )
  if (found !== null) return found
  throw new ModelNotFound(`model of experiment ${experimentId}`)
}

/** @throws E_MODEL_NOT_FOUND */
export async function namedModel(name: string, version: number): Promise<ModelDetail> {
  const found = await detailsWhere('p.name = :name and p.version = :version', { name, version })
  if (found[0] !== undefined) return found[0]
  throw new ModelNotFound(`model ${name} ${version}`)
}

/** Every version of a name, the newest first. */
export async function versionsOf(name: string): Promise<ModelDetail[]> {
  return detailsWhere('p.name = :name', { name })
}

async function detailsWhere(condition: string, bindings: Bindings): Promise<ModelDetail[]> {
  return rows<ModelDetail>(`${DETAIL} where ${condition} order by p.version desc`, bindings)
}

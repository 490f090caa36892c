import { row } from '#services/pages/rows'
import { RecordNotFound } from '#services/pages/missing'

/** The weights that a run keeps, with the name and version of what they were promoted to. */
export interface RunWeights {
  readonly model_id: number
  readonly run_id: number
  readonly experiment_id: number
  readonly experiment_name: string
  readonly seed: number
  readonly episode_id: number | null
  readonly stage: string
  readonly name: string | null
  readonly version: number | null
  readonly validation: number | null
  readonly weights_sha256: string
  readonly size_bytes: number
  readonly created_at: Date
  readonly manifest: Readonly<Record<string, unknown>>
}

/**
 * The best weights of a run by validation.
 * @throws E_RECORD_NOT_FOUND when the run has none (yet)
 */
export async function weightsOfRun(runId: number): Promise<RunWeights> {
  const found = await row<RunWeights>(
    `select m.model_id, m.run_id, r.experiment_id, x.name as experiment_name, r.seed, m.episode_id,
       coalesce(p.stage, 'candidate') as stage, p.name, p.version, m.validation, m.weights_sha256,
       m.size_bytes, m.created_at, m.manifest
     from models m join training_runs r using (run_id) join experiments x using (experiment_id)
     left join model_version_members k using (model_id)
     left join model_versions p using (model_version_id)
     where m.run_id = :run`,
    { run: runId }
  )
  if (found !== null) return found
  throw new RecordNotFound(
    `Run ${runId} has no model.`,
    'A run stores one at its first validation; see its status and `training.validateEvery`.'
  )
}

import db from '@adonisjs/lucid/services/db'
import { weightsFrom, weightsSha256 } from '#compute/codecs/weights_codec'
import type { ModelManifest } from '#core/agent/model_manifest'
import type { StoredModel } from '#core/agent/stored_model'
import { Defect } from '#core/errors'
import { restoreParameters } from '#core/parameters/stored_parameters'

export interface LoadedModel extends StoredModel {
  readonly modelId: number
  readonly runId: number
  readonly seed: number
  readonly weightsSha256: string
}

interface ModelRow {
  readonly model_id: number
  readonly run_id: number
  readonly seed: number
  readonly manifest: ModelManifest & { readonly episode: number }
  readonly weights_sha256: string
  readonly content: Buffer
}

/** The models of runs, in the order of their seeds; a run without one is left out. */
export async function modelsOfRuns(runIds: readonly number[]): Promise<LoadedModel[]> {
  const rows = (await db
    .from('models')
    .join('model_contents', 'model_contents.model_id', 'models.model_id')
    .join('training_runs', 'training_runs.run_id', 'models.run_id')
    .whereIn('models.run_id', [...runIds])
    .orderBy('training_runs.seed')
    .select('models.*', 'model_contents.content', 'training_runs.seed')) as ModelRow[]
  return rows.map(loaded)
}

/** What is stored must be what was written: its hash is checked. */
function loaded(row: ModelRow): LoadedModel {
  const { episode, ...stored } = row.manifest
  const manifest = { ...stored, parameters: restoreParameters(stored.parameters) }
  const weights = weightsFrom(row.content, manifest.fingerprint.engine)
  if (weightsSha256(weights) !== row.weights_sha256) {
    throw new Defect(`The weights of model ${row.model_id} are not the ones that were stored.`)
  }
  return {
    modelId: row.model_id,
    runId: row.run_id,
    seed: row.seed,
    weightsSha256: row.weights_sha256,
    ...{ episode, manifest, weights },
  }
}

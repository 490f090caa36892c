import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { createHash } from 'node:crypto'
import { ExportPool } from '#compute/export_pool'
import type { ExportFormat, ModelExport } from '#compute/exporters/export_model'
import { InvalidParameter } from '#core/errors'
import { medianSeed } from '#core/evaluation/tear_sheet/seeds'
import AuditService, { type Actor } from '#services/audit_service'
import { codeVersion } from '#services/code_version'
import { modelsOfRuns, type LoadedModel } from '#services/evaluation/model_store'
import { NothingToExport } from '#services/models/model_errors'
import { knownModel } from '#services/models/model_reader'
import { rows } from '#services/pages/rows'
import { ThreadError } from '#services/training/training_errors'

export interface ExportInput {
  readonly experimentId: number
  readonly format: ExportFormat
  /** Whose weights; left out: those of the seed with the median best validation. */
  readonly seed?: number
}

/** Weights that no longer change. */
interface FinalWeights {
  readonly run_id: number
  readonly seed: number
  readonly validation: number | null
}

/** Writes models for other programs, checked before they are stored. */
@inject()
export default class ExportService {
  constructor(
    protected pool: ExportPool,
    protected audit: AuditService
  ) {}

  /**
   * Exports the weights of one seed; made once for the same weights and format. The id of the export.
   * @throws E_MODEL_NOT_FOUND, E_NOTHING_TO_EXPORT, E_EXPORT_DIFFERS; E_INVALID_PARAMETER for a seed
   */
  async make(input: ExportInput, actor: Actor): Promise<number> {
    const { runId } = await seedOf(input)
    const [model] = await modelsOfRuns([runId])
    if (model === undefined) throw new NothingToExport(input.experimentId)
    const known = await storedExport(model, input.format)
    if (known !== null) return known
    const origin = { experimentId: input.experimentId, runId }
    const { episode, manifest, weights } = model
    const made = await this.pool.write({
      model: { episode, manifest, weights },
      format: input.format,
      origin,
    })
    if ('fault' in made) throw new ThreadError(made.fault)
    return this.#store(model, input, made, actor)
  }

  async #store(model: LoadedModel, input: ExportInput, made: ModelExport, actor: Actor) {
    const files = made.files.map(({ name, content }) => ({
      ...{ name, content: Buffer.from(content), size_bytes: content.length },
      sha256: createHash('sha256').update(content).digest('hex'),
    }))
    const names = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
    const sha256 = createHash('sha256').update(names).digest('hex')
    return db.transaction(async (trx) => {
      const [row] = (await trx
        .table('model_exports')
        .knexQuery.insert({
          ...{ model_id: model.modelId, format: input.format, sha256, user_id: actor.userId },
          weights_sha256: model.weightsSha256,
          size_bytes: files.reduce((sum, { size_bytes: size }) => sum + size, 0),
          observations: made.observations,
          largest_difference: made.largestDifference,
          code_version: codeVersion(),
        })
        .onConflict(['model_id', 'format', 'weights_sha256'])
        .ignore()
        .returning('model_export_id')) as { model_export_id: number }[]
      // somebody else has made the same one meanwhile
      if (row === undefined) return (await storedExport(model, input.format))!
      const { model_export_id: id } = row
      const contents = files.map((file) => ({ ...file, model_export_id: id }))
      await trx.table('model_export_files').multiInsert(contents)
      const { experimentId, format } = input
      await this.audit.record(trx, actor, {
        act: 'model.export',
        objectType: 'experiment',
        objectId: experimentId,
        details: { format, seed: model.seed, exportId: id, sha256 },
      })
      return id
    })
  }
}

async function seedOf({ experimentId, seed }: ExportInput): Promise<{ runId: number }> {
  const { model_version_id: version } = await knownModel(experimentId)
  const found = await rows<FinalWeights>(
    `select r.run_id, r.seed, m.validation from training_runs r join models m using (run_id)
       left join model_version_members k using (model_id)
     where r.experiment_id = :experiment and r.status in ('completed', 'cancelled', 'failed')
       and (cast(:version as bigint) is null or k.model_version_id = :version)
     order by r.seed`,
    { experiment: experimentId, version }
  )
  if (found.length === 0) throw new NothingToExport(experimentId)
  const median = found[medianSeed(found.map(({ validation }) => validation))]
  const chosen = seed === undefined ? median : found.find((each) => each.seed === seed)
  if (chosen !== undefined) return { runId: chosen.run_id }
  throw new InvalidParameter(
    'seed',
    `seed is ${seed}, but must be one of ${found.map((each) => each.seed).join(', ')}.`,
    'Leave it out for the one with the median validation.'
  )
}

async function storedExport(model: LoadedModel, format: ExportFormat): Promise<number | null> {
  const row = (await db
    .from('model_exports')
    .where({ model_id: model.modelId, format, weights_sha256: model.weightsSha256 })
    .select('model_export_id')
    .first()) as { model_export_id: number } | null
  return row?.model_export_id ?? null
}

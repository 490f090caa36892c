import type { ExportFormat } from '#compute/exporters/export_model'
import { RecordNotFound } from '#services/pages/missing'
import { row, rows } from '#services/pages/rows'

export interface ExportFileRow {
  readonly model_export_file_id: number
  readonly name: string
  readonly sha256: string
  readonly size_bytes: number
}

/** An export of weights that a run still has. */
export interface ExportRow {
  readonly model_export_id: number
  readonly experiment_id: number
  readonly run_id: number
  readonly seed: number
  readonly format: ExportFormat
  readonly weights_sha256: string
  readonly sha256: string
  readonly size_bytes: number
  readonly observations: number
  readonly largest_difference: number
  readonly code_version: string
  readonly person: string | null
  readonly created_at: Date
  readonly files: readonly ExportFileRow[]
}

export const EXPORT_COLUMNS = `x.model_export_id, r.experiment_id, r.run_id, r.seed, x.format,
  x.weights_sha256, x.sha256, x.size_bytes, x.observations, x.largest_difference, x.code_version,
  u.email as person, x.created_at,
  (select json_agg(json_build_object('model_export_file_id', f.model_export_file_id,
     'name', f.name, 'sha256', f.sha256, 'size_bytes', f.size_bytes)
     order by f.model_export_file_id)
   from model_export_files f where f.model_export_id = x.model_export_id) as files`

export const EXPORT_TABLES = `from model_exports x
  join models m on m.model_id = x.model_id and m.weights_sha256 = x.weights_sha256
  join training_runs r using (run_id)
  left join users u on u.id = x.user_id`

/** The exports of an experiment's weights, by seed. */
export async function exportsOf(experimentId: number): Promise<ExportRow[]> {
  return rows<ExportRow>(
    `select ${EXPORT_COLUMNS} ${EXPORT_TABLES} where r.experiment_id = :experiment
     order by r.seed, x.format desc`,
    { experiment: experimentId }
  )
}

const GONE =
  'It goes with its run, or when the run finds better weights; the page of the model has the others.'

/** @throws E_RECORD_NOT_FOUND */
export async function knownExport(exportId: number): Promise<ExportRow> {
  const found = await row<ExportRow>(
    `select ${EXPORT_COLUMNS} ${EXPORT_TABLES} where x.model_export_id = :export`,
    { export: exportId }
  )
  if (found !== null) return found
  throw new RecordNotFound(`There is no export ${exportId}.`, GONE)
}

/** A file with what its download is named after. */
export interface KnownExportFile extends ExportFileRow {
  readonly format: ExportFormat
  readonly experiment_id: number
  readonly seed: number
}

/** @throws E_RECORD_NOT_FOUND naming the files that there are */
export async function exportFile(exportId: number, name: string): Promise<KnownExportFile> {
  const { files, format, experiment_id, seed } = await knownExport(exportId)
  const file = files.find((each) => each.name === name)
  if (file !== undefined) return { ...file, format, experiment_id, seed }
  throw new RecordNotFound(
    `Export ${exportId} has no file ${name}.`,
    `Take one of ${files.map((each) => each.name).join(', ')}.`
  )
}

/** @throws E_RECORD_NOT_FOUND */
export async function knownExportFile(fileId: number): Promise<KnownExportFile> {
  const found = await row<KnownExportFile>(
    `select f.model_export_file_id, f.name, f.sha256, f.size_bytes, x.format, r.experiment_id, r.seed
     ${EXPORT_TABLES} join model_export_files f using (model_export_id)
     where f.model_export_file_id = :file`,
    { file: fileId }
  )
  if (found !== null) return found
  throw new RecordNotFound(`There is no file ${fileId} of an export.`, GONE)
}

/** The bytes of a file that was found before. */
export async function exportFileContent(fileId: number): Promise<Buffer> {
  const found = await row<{ content: Buffer }>(
    'select content from model_export_files where model_export_file_id = :file',
    { file: fileId }
  )
  if (found !== null) return found.content
  throw new RecordNotFound(`There is no file ${fileId} of an export.`, GONE)
}

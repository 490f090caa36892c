import type { HttpContext } from '@adonisjs/core/http'
import { isUnchanged } from '#controllers/api/unchanged'
import { exportFileContent, type KnownExportFile } from '#services/models/model_export_rows'

/**
 * Sends a file of an export, which never changes. Files of TensorFlow.js keep their names: its
 * `model.json` names the others.
 */
export async function sendExportFile(ctx: HttpContext, file: KnownExportFile) {
  const { format, experiment_id: experiment, seed, name } = file
  const fileName = format === 'tfjs' ? name : `experiment-${experiment}-seed-${seed}-${name}`
  if (isUnchanged(ctx, [file.sha256])) return
  const { response } = ctx
  response.header('content-type', 'application/octet-stream')
  response.header('content-disposition', `attachment; filename="${fileName}"`)
  return response.send(await exportFileContent(file.model_export_file_id))
}

import { isCodedError } from '../../core/errors.ts'
import type { StoredModel } from '../../core/agent/stored_model.ts'
import { engineFactory } from '../engines/factory.ts'
import type { ExportOrigin } from '../exporters/export_manifest.ts'
import { exportModel, type ExportFormat, type ModelExport } from '../exporters/export_model.ts'
import type { ThreadFault } from './train_worker.ts'

export interface ExportTask {
  readonly model: StoredModel
  readonly format: ExportFormat
  readonly origin: ExportOrigin
}

/** Writes and checks an export in this thread; ends with its files, or with a coded fault. */
export default function write({ model, format, origin }: ExportTask): ModelExport | ThreadFault {
  const isReference = model.manifest.fingerprint.engine === 'reference'
  const reference = engineFactory('reference')
  const own = isReference ? reference : engineFactory('simd')
  try {
    return exportModel(model, format, origin, { own, reference })
  } catch (error) {
    if (!isCodedError(error)) throw error
    const { code, kind, message, remedy } = error
    return { fault: { code, kind, message, remedy } }
  }
}

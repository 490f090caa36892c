import { isCodedError, type ErrorKind } from '../../../core/errors.ts'
import type { SourcedSeries } from '../../../core/market/series.ts'
import type { BarsRequest } from '../../../core/ports/data_source.ts'
import { CsvDataSource, type CsvOptions } from './csv_data_source.ts'

export interface CsvTask {
  readonly bytes: Uint8Array
  /** Name of the file, for messages. */
  readonly file: string
  readonly options: CsvOptions
  readonly request: BarsRequest
}

/** A coded error as it crosses threads, which would lose all but its message. */
export interface CsvFault {
  readonly code: `E_${string}`
  readonly kind: ErrorKind
  readonly message: string
  readonly remedy: string
  /** The parameter that is wrong, where it is one. */
  readonly path: string | null
}

/** Reads a file in this thread; ends with its bars, or with a coded fault. */
export default async function readCsv({
  bytes,
  file,
  options,
  request,
}: CsvTask): Promise<SourcedSeries | { readonly fault: CsvFault }> {
  try {
    return await new CsvDataSource(bytes, file, options).fetch(request)
  } catch (error) {
    if (!isCodedError(error)) throw error
    const { code, kind, message, remedy } = error
    const path = 'path' in error && typeof error.path === 'string' ? error.path : null
    return { fault: { code: code as CsvFault['code'], kind, message, remedy, path } }
  }
}

import { Threads } from '../../../compute/threads.ts'
import { CodedError, type ErrorKind } from '../../../core/errors.ts'
import { DataSourceInterrupted } from '../../../core/market/data_source_errors.ts'
import type { SourcedSeries } from '../../../core/market/series.ts'
import type { BarsRequest, DataSource, FetchProgress } from '../../../core/ports/data_source.ts'
import type { CsvOptions } from './csv_data_source.ts'
import type { CsvFault, CsvTask } from './read_csv_worker.ts'

/** One file at a time: what waits is bounded by the limit of uploads, what is unpacked by the thread. */
const threads = new Threads(new URL('./read_csv_worker', import.meta.url), 1)

class CsvRefused extends CodedError {
  readonly code: `E_${string}`
  readonly kind: ErrorKind
  readonly path: string | null

  constructor({ code, kind, message, remedy, path }: CsvFault) {
    super(message, remedy)
    this.code = code
    this.kind = kind
    this.path = path
  }
}

/**
 * Bars of a file that somebody sent, read in a thread: 50 MiB of a stranger's text hold up no page.
 */
export class UploadedCsv implements DataSource {
  readonly name = 'csv'
  readonly #bytes: Uint8Array
  readonly #file: string
  readonly #options: CsvOptions

  constructor(bytes: Uint8Array, file: string, options: CsvOptions = {}) {
    this.#bytes = bytes
    this.#file = file
    this.#options = options
  }

  async fetch(
    request: BarsRequest,
    signal?: AbortSignal,
    progress?: FetchProgress
  ): Promise<SourcedSeries> {
    const task: CsvTask = {
      bytes: this.#bytes,
      file: this.#file,
      options: this.#options,
      request,
    }
    if (signal?.aborted) throw new DataSourceInterrupted(this.name, request.symbol, signal.reason)
    const found = await this.#read(task, signal)
    if ('fault' in found) throw new CsvRefused(found.fault)
    progress?.({ bars: found.series.length, attempt: 1, waitSeconds: null, reason: null })
    return found
  }

  async #read(task: CsvTask, signal?: AbortSignal) {
    try {
      const found = await threads.run(task, signal === undefined ? {} : { signal })
      return found as SourcedSeries | { readonly fault: CsvFault }
    } catch (cause) {
      if (signal?.aborted) throw new DataSourceInterrupted(this.name, task.request.symbol, cause)
      throw cause
    }
  }
}

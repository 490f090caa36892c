import { CodedError } from '../errors.ts'

/** The source does not know the symbol. */
export class DataSourceUnknownSymbol extends CodedError {
  readonly code = 'E_DATA_SOURCE_UNKNOWN_SYMBOL'
  readonly kind = 'not_found'

  constructor(source: string, symbol: string, remedy: string, cause?: unknown) {
    super(`${source} knows no symbol ${JSON.stringify(symbol)}.`, remedy, { cause })
  }
}

/** The source knows the symbol, but has no bar in the range. */
export class DataSourceEmpty extends CodedError {
  readonly code = 'E_DATA_SOURCE_EMPTY'
  readonly kind = 'not_found'

  constructor(source: string, symbol: string, range: string, remedy: string, cause?: unknown) {
    super(`${source} has no bar of ${symbol} ${range}.`, remedy, { cause })
  }
}

/** Too many requests. `retryAfterSeconds` is what the source asked for, null when it did not say. */
export class DataSourceRateLimited extends CodedError {
  readonly code = 'E_DATA_SOURCE_RATE_LIMITED'
  readonly kind = 'upstream'
  readonly retryAfterSeconds: number | null

  constructor(source: string, symbol: string, retryAfterSeconds: number | null, cause: unknown) {
    super(
      `${source} refused bars of ${symbol}: too many requests. Stored data is untouched.`,
      `Try again in ${retryAfterSeconds === null ? 'some minutes' : `${retryAfterSeconds} s`}, or use --source=csv.`,
      { cause }
    )
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The source could not be reached, failed, or did not answer in time. */
export class DataSourceUnavailable extends CodedError {
  readonly code = 'E_DATA_SOURCE_UNAVAILABLE'
  readonly kind = 'upstream'

  constructor(source: string, symbol: string, reason: string, cause: unknown) {
    super(
      `${source} gave no bars of ${symbol}: ${reason}. Stored data is untouched.`,
      'Check the connection and try again later, or use --source=csv.',
      { cause }
    )
  }
}

/** The source answered, but not with bars that can be read whole. */
export class DataSourceBadAnswer extends CodedError {
  readonly code = 'E_DATA_SOURCE_BAD_ANSWER'
  readonly kind = 'upstream'

  constructor(source: string, symbol: string, reason: string, cause?: unknown) {
    super(
      `${source} answered the request for ${symbol} with something else than bars: ${reason}. Stored data is untouched.`,
      'Try again later, or use --source=csv.',
      { cause }
    )
  }
}

/** The source cannot give this interval or range by its nature. */
export class DataSourceUnsupported extends CodedError {
  readonly code = 'E_DATA_SOURCE_UNSUPPORTED'
  readonly kind = 'bad_input'
}

/** A file that cannot be read as a table of bars. */
export class DataSourceBadFile extends CodedError {
  readonly code = 'E_DATA_SOURCE_BAD_FILE'
  readonly kind = 'bad_input'
}

/** The caller gave up: its signal aborted. */
export class DataSourceInterrupted extends CodedError {
  readonly code = 'E_DATA_SOURCE_INTERRUPTED'
  readonly kind = 'interrupted'

  constructor(source: string, symbol: string, cause: unknown) {
    super(
      `Fetching ${symbol} from ${source} was interrupted. Stored data is untouched.`,
      'Start it again when ready.',
      { cause }
    )
  }
}

/** What kind of failure it is; the edges map it to an HTTP status and an exit code in one table. */
export type ErrorKind =
  | 'bad_input'
  | 'refused'
  /** More than one person may have at a time: allowed again later. */
  | 'limited'
  | 'not_found'
  | 'conflict'
  | 'unavailable'
  /** A service of somebody else, that the request depends on, failed: this one is well. */
  | 'upstream'
  | 'defect'
  | 'interrupted'

/**
 * An error that a person can act upon. `message` says what happened, with the value and the bound,
 * and what is untouched; `remedy` says what to do; `cause` keeps the original error.
 */
export abstract class CodedError extends Error {
  abstract readonly code: `E_${string}`
  abstract readonly kind: ErrorKind
  readonly remedy: string

  constructor(message: string, remedy: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = new.target.name
    this.remedy = remedy
  }
}

/** True also for an error that crossed a thread or a second copy of this module. */
export function isCodedError(error: unknown): error is CodedError {
  return (
    error instanceof Error &&
    'code' in error &&
    'kind' in error &&
    'remedy' in error &&
    typeof error.remedy === 'string'
  )
}

/** A parameter or argument whose value is outside its bounds. `path` names it, as in `agent.batchSize`. */
export class InvalidParameter extends CodedError {
  readonly code = 'E_INVALID_PARAMETER'
  readonly kind = 'bad_input'
  readonly path: string

  constructor(path: string, message: string, remedy: string) {
    super(message, remedy)
    this.path = path
  }
}

/** A state that the code's own rules exclude: a fault of ours, never of the input. */
export class Defect extends CodedError {
  readonly code = 'E_DEFECT'
  readonly kind = 'defect'

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, 'This is a fault of the software. Please report it with this message.', options)
  }
}

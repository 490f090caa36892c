import { isCodedError, type CodedError } from '#core/errors'
import { STATUSES } from './statuses.js'

/** An error as people and programs are told of it. */
export interface Fault {
  readonly status: number
  readonly exit: number
  readonly code: string
  readonly message: string
  readonly remedy: string | null
  /** What is wrong with each field, by its path. */
  readonly fields: readonly { readonly path: string; readonly message: string }[]
  /** Of what is allowed again later. */
  readonly retryAfterSeconds?: number
}

interface HttpError {
  readonly status: number
  readonly code?: string
  readonly message: string
  readonly messages?: readonly { readonly field: string; readonly message: string }[]
}

function isHttpError(error: unknown): error is HttpError {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
}

/** An error of several fields lists them; one of a single field has its path. */
function fieldsOf(error: CodedError): Fault['fields'] {
  if ('fields' in error && Array.isArray(error.fields)) return error.fields as Fault['fields']
  const path = 'path' in error && typeof error.path === 'string' ? error.path : null
  return path === null ? [] : [{ path, message: error.message }]
}

function waitOf(error: CodedError): Pick<Fault, 'retryAfterSeconds'> {
  return 'retryAfterSeconds' in error && typeof error.retryAfterSeconds === 'number'
    ? { retryAfterSeconds: error.retryAfterSeconds }
    : {}
}

/** disk_full of PostgreSQL, which undoes the whole transaction. */
function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '53100'
}

const DISK_FULL: Fault = {
  status: STATUSES.unavailable.http,
  exit: STATUSES.unavailable.exit,
  code: 'E_DISK_FULL',
  message: 'The disk of the database is full: nothing was changed.',
  remedy: 'Free space, then try again.',
  fields: [],
}

/** Reads any thrown value. Nothing of an unexpected error is shown but the request's id, which the log has too. */
export function faultOf(error: unknown, requestId: string | undefined): Fault {
  if (isCodedError(error)) {
    return {
      status: STATUSES[error.kind].http,
      exit: STATUSES[error.kind].exit,
      code: error.code,
      message: error.message,
      remedy: error.remedy,
      fields: fieldsOf(error),
      ...waitOf(error),
    }
  }
  if (isHttpError(error) && error.status < 500) {
    const fields = (error.messages ?? []).map(({ field, message }) => ({ path: field, message }))
    return {
      status: error.status,
      exit: error.status === 422 ? 2 : 1,
      code: error.code ?? `E_HTTP_${error.status}`,
      message: fields.length > 0 ? fields.map(({ message }) => message).join(' ') : error.message,
      remedy: null,
      fields,
    }
  }
  if (isDiskFull(error)) return DISK_FULL
  return {
    status: 500,
    exit: 1,
    code: 'E_UNEXPECTED',
    message: 'Something failed that should not have.',
    remedy: requestId ? `The log has the cause under ${requestId}.` : 'The log has the cause.',
    fields: [],
  }
}

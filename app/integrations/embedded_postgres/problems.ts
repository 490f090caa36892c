import { CodedError } from '../../core/errors.ts'

/** The embedded PostgreSQL cannot be used; the message says why, the remedy what to do. */
export class EmbeddedPostgresProblem extends CodedError {
  readonly code: `E_POSTGRES_${string}`
  readonly kind = 'unavailable'

  constructor(code: `E_POSTGRES_${string}`, message: string, remedy: string, cause?: unknown) {
    super(message, remedy, { cause })
    this.code = code
  }
}

const ELSEWHERE = 'set DATA_DIR to another folder, or DATABASE_URL to a PostgreSQL server'

const FOLDER_FAULTS = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR']

/** A file system's refusal gets words and a remedy; any other error stays what it is. */
export function explained(folder: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return FOLDER_FAULTS.includes(code) ? dataFolderProblem(folder, error) : error
}

/** Why a folder for data cannot be made or written. */
export function dataFolderProblem(folder: string, cause: unknown): EmbeddedPostgresProblem {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder, cause)
  return new EmbeddedPostgresProblem(
    'E_POSTGRES_FOLDER_READ_ONLY',
    `The data folder ${folder} cannot be written${code ? ` (${code})` : ''}.`,
    `Make it writable for this user, or ${ELSEWHERE}.`,
    cause
  )
}

export function diskFull(folder: string, cause?: unknown): EmbeddedPostgresProblem {
  return new EmbeddedPostgresProblem(
    'E_POSTGRES_DISK_FULL',
    `The disk that holds ${folder} is full: PostgreSQL cannot start. Stored data is untouched.`,
    `Free at least 200 MB there, or ${ELSEWHERE}.`,
    cause
  )
}

export function otherMajorVersion(folder: string, found: string, ours: string) {
  return new EmbeddedPostgresProblem(
    'E_POSTGRES_OTHER_VERSION',
    `The data folder ${folder} was made by PostgreSQL ${found}, but this version brings PostgreSQL ${ours}. It is untouched.`,
    `Dump it with the version of this software that made it (\`pg_dump\`) and restore it into a new folder; or ${ELSEWHERE}.`
  )
}

export function portTaken(port: number, cause?: unknown): EmbeddedPostgresProblem {
  return new EmbeddedPostgresProblem(
    'E_POSTGRES_PORT_TAKEN',
    `Port ${port} on 127.0.0.1 is taken: PostgreSQL cannot listen there.`,
    'Unset POSTGRES_PORT, which takes any free port, or name a free one.',
    cause
  )
}

export function unsupportedPlatform(platform: string, cause: unknown): EmbeddedPostgresProblem {
  return new EmbeddedPostgresProblem(
    'E_POSTGRES_UNSUPPORTED_PLATFORM',
    `No PostgreSQL is packaged for ${platform}.`,
    'Set DATABASE_URL to a PostgreSQL server.',
    cause
  )
}

/** Reads the cause out of what initdb or the server logged. */
export function startProblem(
  places: { data: string; log: string },
  port: number,
  said: string
): EmbeddedPostgresProblem {
  if (/No space left on device/i.test(said)) return diskFull(places.data)
  if (/Address already in use|could not bind/i.test(said)) return portTaken(port)
  if (/Permission denied|Read-only file system/i.test(said)) {
    return dataFolderProblem(places.data, new Error(said))
  }
  const last = said.trim().split('\n').slice(-3).join(' ')
  return new EmbeddedPostgresProblem(
    'E_POSTGRES_START_FAILED',
    `PostgreSQL did not start in ${places.data}: ${last || 'it logged nothing'}`,
    `Read ${places.log}; \`node ace doctor\` checks the rest.`
  )
}

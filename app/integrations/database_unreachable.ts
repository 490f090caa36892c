import { CodedError } from '../core/errors.ts'

export class DatabaseUnreachable extends CodedError {
  readonly code = 'E_DATABASE_UNREACHABLE'
  readonly kind = 'unavailable'

  constructor(url: string, cause: unknown) {
    const { hostname, port, pathname, username } = new URL(url)
    const place = `${hostname}:${port || 5432}${pathname}`
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(
      `PostgreSQL at ${place} does not let ${username || 'nobody'} in: ${reason}.`,
      'Check DATABASE_URL and that its server runs; without DATABASE_URL the embedded server is used.',
      { cause }
    )
  }
}

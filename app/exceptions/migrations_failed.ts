import { CodedError } from '#core/errors'

export class MigrationsFailed extends CodedError {
  readonly code = 'E_MIGRATIONS_FAILED'
  readonly kind = 'unavailable'

  constructor(cause: Error) {
    super(
      `The database schema could not be brought up to date: ${cause.message}`,
      'See `node ace migration:status`; the failed migration changed nothing.',
      { cause }
    )
  }
}

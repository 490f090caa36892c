import { CodedError } from '#core/errors'

/** The provider could not be asked. */
export class OpenIdUnavailable extends CodedError {
  readonly code = 'E_OPENID_UNAVAILABLE'
  readonly kind = 'upstream'

  constructor(issuer: string, cause: unknown) {
    super(
      `${issuer} could not be asked who you are: ${cause instanceof Error ? cause.message : String(cause)}.`,
      'Try again, or sign in with your password. An administrator finds the address under OPENID_ISSUER.',
      { cause }
    )
  }
}

/** What came back is no answer to a question of this browser's, or is not proved. */
export class OpenIdRefused extends CodedError {
  readonly code = 'E_OPENID_REFUSED'
  readonly kind = 'refused'

  constructor(reason: string, options?: { cause?: unknown }) {
    super(`This sign-in was not completed: ${reason}.`, 'Begin again at the sign-in page.', options)
  }
}

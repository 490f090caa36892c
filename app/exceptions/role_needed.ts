import { CodedError } from '#core/errors'

/** Signed in, but not as somebody who may do this. */
export class RoleNeeded extends CodedError {
  readonly code = 'E_ROLE_NEEDED'
  readonly kind = 'refused'

  constructor(needed: string, role: string) {
    super(
      `This needs the role ${needed}; yours is ${role}.`,
      'Ask an administrator for an account with it (`node ace user:create`).'
    )
  }
}

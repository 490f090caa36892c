import { errors as authErrors } from '@adonisjs/auth'
import { CodedError } from '#core/errors'
import User from '#models/user'
import { noteRefused } from '#services/people/sessions'
import { addressAttempts, signInAttempts } from '#services/people/sign_in_attempts'

export class WrongPair extends CodedError {
  readonly code = 'E_WRONG_PAIR'
  readonly kind = 'bad_input'

  constructor() {
    super(
      'This email and password do not belong together.',
      'Check both. After 5 wrong tries there is a wait of 60 s.'
    )
  }
}

/**
 * The person of an email and a password.
 * @throws E_WRONG_PAIR, one message whichever is wrong or the account is disabled;
 * E_TOO_MANY_ATTEMPTS after 5 wrong tries for this email from this address, or 50 for any
 */
export async function personOf(email: string, password: string, address: string): Promise<User> {
  const key = `${address} ${email.toLowerCase()}`
  await addressAttempts.check(address)
  await signInAttempts.claim(key)
  const user = await verified(email, password)
  if (user === null || user.disabledAt !== null) {
    await addressAttempts.count(address)
    await noteRefused(email, address)
    throw new WrongPair()
  }
  await signInAttempts.forget(key)
  return user
}

async function verified(email: string, password: string): Promise<User | null> {
  try {
    return await User.verifyCredentials(email.toLowerCase(), password)
  } catch (error) {
    if (error instanceof authErrors.E_INVALID_CREDENTIALS) return null
    throw error
  }
}

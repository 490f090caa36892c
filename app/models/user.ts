import { UserSchema } from '#database/schema'
import { DbAccessTokensProvider } from '@adonisjs/auth/access_tokens'
import { withAuthFinder } from '@adonisjs/auth/mixins/lucid'
import { compose } from '@adonisjs/core/helpers'
import hash from '@adonisjs/core/services/hash'
import { RememberedBrowsers } from '#models/remembered_browsers'

/** What a person may do; each role includes the ones before it. */
export const ROLES = ['viewer', 'researcher', 'trader', 'admin'] as const
export type Role = (typeof ROLES)[number]

export default class User extends compose(
  UserSchema,
  withAuthFinder(() => hash.use()) // commands read this file before the hash service exists
) {
  declare role: Role

  static accessTokens = DbAccessTokensProvider.forModel(User, {
    prefix: 'rsc_',
    expiresIn: '90 days',
  })
  static rememberMeTokens = new RememberedBrowsers({ tokenableModel: User })

  /** Whether this person's role includes `role`. */
  may(role: Role): boolean {
    return ROLES.indexOf(this.role) >= ROLES.indexOf(role)
  }
}

import { errors } from '@adonisjs/auth'
import { DbRememberMeTokensProvider, RememberMeToken } from '@adonisjs/auth/session'
import type { LucidModel } from '@adonisjs/lucid/types/model'

/**
 * The browsers that are kept signed in. One that signs itself in again gets a new secret under its old
 * number: the list of sessions names it by that, and ending it there ends it for good.
 */
export class RememberedBrowsers<
  Model extends LucidModel,
> extends DbRememberMeTokensProvider<Model> {
  /** @throws E_UNAUTHORIZED_ACCESS when it was ended a moment ago */
  override async recycle(
    user: InstanceType<Model>,
    identifier: string | number | bigint,
    expiresIn: string | number
  ): Promise<RememberMeToken> {
    const tokenableId = user.$primaryKeyValue as number
    const { secret, hash, expiresAt } = RememberMeToken.createTransientToken(
      tokenableId,
      this.tokenSecretLength,
      expiresIn
    )
    const updatedAt = new Date()
    const [row] = (await (
      await this.getDb()
    )
      .query()
      .from(this.table)
      .where({ id: identifier, tokenable_id: tokenableId })
      .update({ hash, expires_at: expiresAt, updated_at: updatedAt }, ['created_at'])) as {
      created_at: Date
    }[]
    if (row === undefined) {
      throw new errors.E_UNAUTHORIZED_ACCESS('Ended elsewhere', { guardDriverName: 'session' })
    }
    const times = { createdAt: row.created_at, updatedAt, expiresAt }
    return new RememberMeToken({ identifier, tokenableId, secret, hash, ...times })
  }
}

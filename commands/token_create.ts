import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { InvalidParameter } from '#core/errors'
import { createToken, TOKEN_ABILITIES, type TokenAbility } from '#services/people/create_token'
import { createTokenValidator } from '#validators/token'
import { commandActor } from './_actor.js'
import { answer } from './_answer.js'

const MOST_DAYS = 365

export default class TokenCreate extends BaseCommand {
  static commandName = 'token:create'
  static description = 'Make an API token of a person; prints its secret once'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: 'Email of the account that it acts for', required: true })
  declare email: string

  @flags.string({ description: 'What it is for', required: true })
  declare name: string

  @flags.array({ description: 'Of read, research, trade, admin, as the role allows' })
  declare abilities?: string[]

  @flags.string({ description: 'Days until it expires, 1 to 365', default: '90' })
  declare expiresInDays: string

  @flags.boolean({ description: 'One JSON object on standard output' })
  declare json: boolean

  async run() {
    await answer(this, async () => {
      const account = { email: this.email, name: this.name }
      const given = {
        ...(await createTokenValidator.validate(account)),
        abilities: abilitiesOf(this.abilities ?? ['read']),
        expiresInDays: daysOf(this.expiresInDays),
      }
      const { tokenId, secret, expiresAt } = await createToken(given, commandActor())
      const { email, name, abilities } = given
      const expires = expiresAt.toISOString()
      return {
        json: { token_id: tokenId, email, name, abilities, expires_at: expires, secret },
        lines: [
          `Token ${tokenId}, ${name}, acts for ${email} (${abilities.join(', ')}) until ${expires}.`,
          `Secret, shown only now: ${secret}`,
        ],
      }
    })
  }
}

function abilitiesOf(given: readonly string[]): TokenAbility[] {
  const names = new Set(given.flatMap((list) => list.split(',')).map((name) => name.trim()))
  const unknown = [...names].find((name) => !Object.hasOwn(TOKEN_ABILITIES, name))
  if (unknown === undefined) return [...names] as TokenAbility[]
  const message = `abilities has ${JSON.stringify(unknown)}, but may have ${Object.keys(TOKEN_ABILITIES).join(', ')} only.`
  throw new InvalidParameter('abilities', message, 'The default is read.')
}

function daysOf(given: string): number {
  const days = /^\d{1,4}$/.test(given) ? Number(given) : 0
  if (days >= 1 && days <= MOST_DAYS) return days
  const message = `expires-in-days is ${JSON.stringify(given)}, but must be an integer from 1 to ${MOST_DAYS}.`
  throw new InvalidParameter('expires-in-days', message, 'The default is 90.')
}

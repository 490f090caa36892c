import { CodedError } from '#core/errors'

/** An access token that was not made for this. */
export class AbilityNeeded extends CodedError {
  readonly code = 'E_ABILITY_NEEDED'
  readonly kind = 'refused'

  constructor(needed: string, abilities: readonly string[]) {
    super(
      `This needs a token with the ability ${needed}; yours has ${abilities.join(', ') || 'none'}.`,
      'Make a token with it (`node ace token:create`).'
    )
  }
}

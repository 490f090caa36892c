import { CodedError } from '../errors.ts'

/** A step was asked for where there is no episode to go on with. */
export class EpisodeEnded extends CodedError {
  readonly code = 'E_EPISODE_ENDED'
  readonly kind = 'conflict'

  constructor(begun: boolean) {
    super(
      begun ? 'The episode has ended: it takes no further step.' : 'No episode has begun.',
      'Reset the environment.'
    )
  }
}

export class InvalidAction extends CodedError {
  readonly code = 'E_INVALID_ACTION'
  readonly kind = 'bad_input'

  constructor(action: unknown, actions: number) {
    super(
      `The action is ${String(action)}, but must be an integer from 0 to ${actions - 1}.`,
      'See the action space for what each one means.'
    )
  }
}

/** A market does not hold what an environment needs. */
export class MarketUnfit extends CodedError {
  readonly code = 'E_MARKET_UNFIT'
  readonly kind = 'bad_input'

  constructor(symbol: string, fault: string, remedy: string) {
    super(`${symbol}: ${fault}`, remedy)
  }
}

/** `reset` was given a seed, market or first bar that there is not. */
export class InvalidResetOption extends CodedError {
  readonly code = 'E_INVALID_RESET_OPTION'
  readonly kind = 'bad_input'

  constructor(name: string, value: number, lowest: number, highest: number) {
    super(
      `${name} is ${value}, but must be an integer from ${lowest} to ${highest}.`,
      'Leave it out to have it drawn.'
    )
  }
}

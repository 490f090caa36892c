import { CodedError } from '#core/errors'

export class RerunNotFound extends CodedError {
  readonly code = 'E_RERUN_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(rerunId: number) {
    super(`There is no rerun ${rerunId}.`, 'The page of a run shows those of it.')
  }
}

/** Only episodes without steps, of training, are had by training again. */
export class NothingToReplay extends CodedError {
  readonly code = 'E_NOTHING_TO_REPLAY'
  readonly kind = 'conflict'

  constructor(episodeId: number, reason: string) {
    super(`Episode ${episodeId} is not replayed: ${reason}.`, 'Its page shows what is recorded.')
  }
}

/** What the promise of equal bits excludes. */
export class ReplayDiffers extends CodedError {
  readonly code = 'E_REPLAY_DIFFERS'
  readonly kind = 'defect'

  constructor(episodeId: number, difference: string) {
    super(
      `Played again, episode ${episodeId} was not the same: ${difference}. Nothing of it was stored.`,
      'The run was trained by another version of this program, or this is a fault of the software.'
    )
  }
}

/** A rerun whose job was tried as often as is allowed. */
export class RerunLost extends CodedError {
  readonly code = 'E_WORKER_LOST'
  readonly kind = 'unavailable'

  constructor() {
    super('Every worker that took it was lost.', 'See the workers’ logs, then ask for it again.')
  }
}

import { CodedError } from '#core/errors'
import type { FetchProgress } from '#core/ports/data_source'

/** A source that would have to be asked again later. */
class SourceToAskAgain extends CodedError {
  readonly code = 'E_DATA_SOURCE_ASK_AGAIN'
  readonly kind = 'upstream'

  constructor(reason: string, seconds: number) {
    super(reason, `Ask again in ${Math.ceil(seconds)} s.`)
  }
}

/**
 * Ends a fetch where it would begin to wait before its next attempt: a program that is told so at once
 * asks again itself, one that is kept waiting for minutes gives up without an answer.
 */
export const withoutWaiting: FetchProgress = ({ waitSeconds, reason }) => {
  if (waitSeconds !== null) throw new SourceToAskAgain(reason ?? 'The source failed.', waitSeconds)
}

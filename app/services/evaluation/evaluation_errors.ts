import { CodedError } from '#core/errors'

export class NothingToEvaluate extends CodedError {
  readonly code = 'E_NOTHING_TO_EVALUATE'
  readonly kind = 'conflict'

  constructor(experimentId: number) {
    super(
      `No run of experiment ${experimentId} has a model yet, so there is nothing to evaluate. The test range stays sealed.`,
      'Wait for the first validation of a run, or resume one.'
    )
  }
}

/** A model that may still change is not judged on the sealed range. */
export class RunsNotEnded extends CodedError {
  readonly code = 'E_RUNS_NOT_ENDED'
  readonly kind = 'conflict'

  constructor(experimentId: number, going: number) {
    const runs = going === 1 ? '1 run' : `${going} runs`
    super(
      `${runs} of experiment ${experimentId} still wait or train. The test range stays sealed.`,
      'Wait until they have ended, or cancel them.'
    )
  }
}

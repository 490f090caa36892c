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

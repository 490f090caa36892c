import { CodedError } from '#core/errors'

export class NothingToEvaluate extends CodedError {
  readonly code = 'E_NOTHING_TO_EVALUATE'
  readonly kind = 'conflict'

  /** @param subject as in `experiment 3` */
  constructor(subject: string) {
    super(
      `No run of ${subject} has a model yet, so there is nothing to evaluate.`,
      'Wait for the first validation of a run, or resume one.'
    )
  }
}

/** A model that may still change is not judged. */
export class RunsNotEnded extends CodedError {
  readonly code = 'E_RUNS_NOT_ENDED'
  readonly kind = 'conflict'

  constructor(subject: string, going: number) {
    const runs = going === 1 ? '1 run' : `${going} runs`
    super(
      `${runs} of ${subject} still wait or train. Nothing was looked at.`,
      'Wait until they have ended, or cancel them.'
    )
  }
}

export class ExperimentNotFound extends CodedError {
  readonly code = 'E_EXPERIMENT_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(experimentId: number) {
    super(`There is no experiment ${experimentId}.`, 'The list of runs names the experiments.')
  }
}

export class EvaluationNotFound extends CodedError {
  readonly code = 'E_EVALUATION_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(evaluationId: number) {
    super(`There is no evaluation ${evaluationId}.`, 'Take one of the list of evaluations.')
  }
}

/** The bars are not those that the models learned from. */
export class DatasetDiffers extends CodedError {
  readonly code = 'E_DATASET_DIFFERS'
  readonly kind = 'conflict'

  constructor(runId: number, found: string, known: readonly string[]) {
    const short = (sha256: string) => sha256.slice(0, 12)
    super(
      `Dataset ${short(found)} is not one that run ${runId} was trained on: ${known.map(short).join(', ')}.`,
      'Evaluate on the version that it was trained on, or train on the new one.'
    )
  }
}

/** The job of an evaluation was lost more often than it is tried. */
export class EvaluationLost extends CodedError {
  readonly code = 'E_EVALUATION_LOST'
  readonly kind = 'conflict'

  constructor(evaluationId: number) {
    super(
      `Evaluation ${evaluationId} was tried several times, and each worker that had it ended.`,
      'See the log of the workers, and evaluate again.'
    )
  }
}

/** A fold and why it has no model: its run or study, and how that ended. */
export interface LackingFold {
  /** As in `run 12`. */
  readonly what: string
  readonly fold: number
  readonly status: string
}

/** Walk-forward needs a model of at least one seed in every fold. */
export class FoldWithoutModel extends CodedError {
  readonly code = 'E_FOLD_WITHOUT_MODEL'
  readonly kind = 'conflict'

  constructor(evaluationId: number, lacking: readonly LackingFold[]) {
    const named = lacking.slice(0, 5).map(({ what, fold, status }) => {
      return `${what} of fold ${fold} (${status})`
    })
    super(
      `No seed of evaluation ${evaluationId} has a model in every fold: ${named.join(', ')} ${lacking.length === 1 ? 'has' : 'have'} none.`,
      'Resume what is named: the evaluation goes on when it ends.'
    )
  }
}

export class NoTearSheet extends CodedError {
  readonly code = 'E_NO_TEAR_SHEET'
  readonly kind = 'conflict'

  constructor(evaluationId: number, status: string) {
    super(
      `Evaluation ${evaluationId} is ${status} and has no tear sheet.`,
      'Ask again once it is completed.'
    )
  }
}

/** What is asked of an evaluation does not go with its status. */
export class EvaluationStatusRefuses extends CodedError {
  readonly code = 'E_EVALUATION_STATUS'
  readonly kind = 'conflict'

  /** @param act as in `cancelled` @param allowed the statuses in which it can be */
  constructor(evaluationId: number, act: string, status: string, allowed: readonly string[]) {
    super(
      `Evaluation ${evaluationId} is ${status} and cannot be ${act}.`,
      `Only ${allowed.join(' and ')} ones can.`
    )
  }
}

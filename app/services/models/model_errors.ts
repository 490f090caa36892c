import { CodedError } from '#core/errors'
import { LEAST_SEEDS } from '#core/evaluation/verdicts/promotion'

export class ModelNotFound extends CodedError {
  readonly code = 'E_MODEL_NOT_FOUND'
  readonly kind = 'not_found'

  /** @param model as in `model trend 2` */
  constructor(model: string) {
    super(`There is no ${model}.`, 'The list of models has every one there is.')
  }
}

/** One seed may be luck. */
export class TooFewSeeds extends CodedError {
  readonly code = 'E_TOO_FEW_SEEDS'
  readonly kind = 'refused'

  constructor(experimentId: number, completed: number) {
    const seeds = completed === 1 ? '1 completed seed' : `${completed} completed seeds`
    super(
      `Experiment ${experimentId} has ${seeds}, but promotion needs at least ${LEAST_SEEDS}. Nothing was changed.`,
      'Train the same configuration with more seeds, and promote that.'
    )
  }
}

export class SeedsStillTrain extends CodedError {
  readonly code = 'E_SEEDS_STILL_TRAIN'
  readonly kind = 'conflict'

  constructor(experimentId: number, going: number) {
    const runs = going === 1 ? '1 run' : `${going} runs`
    super(
      `${runs} of experiment ${experimentId} still wait or train. Nothing was changed.`,
      'Wait until all have ended, or cancel them.'
    )
  }
}

/** Trials that were not promoted to the last rung have not trained to their end. */
export class SeedsPaused extends CodedError {
  readonly code = 'E_SEEDS_PAUSED'
  readonly kind = 'conflict'

  constructor(experimentId: number, paused: number) {
    const runs = paused === 1 ? '1 run' : `${paused} runs`
    super(
      `${runs} of experiment ${experimentId}, a trial of a study, ${paused === 1 ? 'is' : 'are'} paused at a rung and did not train to the end. Nothing was changed.`,
      `Train the trial’s configuration anew with at least ${LEAST_SEEDS} seeds from the study’s page, and promote that.`
    )
  }
}

/** Weights of a fold end before bars that the model would be used on. */
export class FoldNotPromoted extends CodedError {
  readonly code = 'E_FOLD_NOT_PROMOTED'
  readonly kind = 'conflict'

  constructor(experimentId: number) {
    super(
      `Experiment ${experimentId} retrains a fold of a walk-forward evaluation and is not promoted.`,
      'Promote the experiment that the evaluation judges.'
    )
  }
}

export class ModelStageRefuses extends CodedError {
  readonly code = 'E_MODEL_STAGE'
  readonly kind = 'conflict'

  constructor(model: string, act: string, stage: string, allowed: string) {
    super(`${model} is ${stage} and cannot be ${act}.`, `Only ${allowed} models can.`)
  }
}

/** What is promoted keeps its weights. */
export class RunsPromoted extends CodedError {
  readonly code = 'E_RUNS_PROMOTED'
  readonly kind = 'conflict'

  /** @param what as in `Run 12` */
  constructor(what: string, model: string) {
    super(
      `${what} belongs to ${model}, which is promoted, and is not deleted.`,
      'Retire the model first.'
    )
  }
}

export class NothingToExport extends CodedError {
  readonly code = 'E_NOTHING_TO_EXPORT'
  readonly kind = 'conflict'

  constructor(experimentId: number) {
    super(
      `No run of experiment ${experimentId} that has ended has weights.`,
      'A run keeps weights from its first validation on; they are final when it has ended. A trial that is paused at a rung of its study has not ended: train its configuration anew.'
    )
  }
}

import { CodedError } from '../errors.ts'

/** A checkpoint that this run or this machine cannot go on from with the same bits. */
export class CheckpointMismatch extends CodedError {
  readonly code = 'E_CHECKPOINT_MISMATCH'
  readonly kind = 'conflict'

  /** @param reason what differs, as in `its replay memory has another size` */
  constructor(reason: string) {
    super(
      `The checkpoint does not fit this run: ${reason}. Nothing was trained.`,
      'Resume on a machine with the engine of the checkpoint, with unchanged parameters and datasets, or start the run anew.'
    )
  }

  /** @param part of the engine's state, as in `online` */
  static ofSize(part: string, given: number, needed: number): CheckpointMismatch {
    return new CheckpointMismatch(
      `its ${part} values have ${given} numbers, but the network has ${needed}`
    )
  }
}

/** The loss became NaN or infinite: the weights are lost, earlier checkpoints are not. */
export class LossNotFinite extends CodedError {
  readonly code = 'E_LOSS_NOT_FINITE'
  readonly kind = 'conflict'

  constructor(loss: number, update: number, step: number, episode: number) {
    super(
      `The loss became ${loss} at update ${update}, environment step ${step}, in episode ${episode}. The last checkpoint and the best weights before it are kept.`,
      'Lower agent.learningRate, set agent.clipNorm, or lower environment.rewardScale, and launch again.'
    )
  }
}

/** A model's features are not those that this program computes from its parameters. */
export class ModelFeaturesDiffer extends CodedError {
  readonly code = 'E_MODEL_FEATURES'
  readonly kind = 'conflict'

  constructor(expected: readonly string[], found: readonly string[]) {
    const text = (names: readonly string[]) => names.join(', ') || 'none'
    const missing = expected.filter((name) => !found.includes(name))
    const added = found.filter((name) => !expected.includes(name))
    const what =
      missing.length + added.length === 0
        ? 'their order differs'
        : `missing are ${text(missing)}, not known to it ${text(added)}`
    super(
      `The model was trained on ${expected.length} features, and this program computes ${found.length} from its parameters: ${what}.`,
      'Evaluate it with the version of the program that trained it, or train it again.'
    )
  }
}

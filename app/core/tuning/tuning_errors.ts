import { CodedError } from '../errors.ts'

/** One fault of a search space. `path`: `space`, a parameter, or a key of its range, as `agent.gamma.low`. */
export interface SpaceFault {
  readonly path: string
  readonly message: string
}

/** What is wrong with a search space; all of it at once. */
export class SearchSpaceInvalid extends CodedError {
  readonly code = 'E_SEARCH_SPACE'
  readonly kind = 'bad_input'
  readonly fields: readonly SpaceFault[]

  constructor(faults: readonly SpaceFault[]) {
    super(
      `The search space cannot be searched: ${faults.map(({ message }) => message).join(' ')}`,
      'Give for example {"agent.learningRate": {"low": 0.00001, "high": 0.01, "log": true}, "agent.double": {}}; what is left out comes from the help on parameters.'
    )
    this.fields = faults
  }
}

/** No point that was drawn is a valid configuration. */
export class SpaceWithoutConfigurations extends CodedError {
  readonly code = 'E_SPACE_WITHOUT_CONFIGURATIONS'
  readonly kind = 'bad_input'

  constructor(trial: number, attempts: number) {
    super(
      `None of ${attempts} points drawn for trial ${trial} is a valid configuration.`,
      'The rules between parameters leave (almost) nothing of the space, as a batch larger than the replay memory: narrow the bounds and clone the study.'
    )
  }
}

import { CodedError } from '../../core/errors.ts'

/** A network or its tables do not fit into the engine's memory. */
export class NetworkTooLarge extends CodedError {
  readonly code = 'E_NETWORK_TOO_LARGE'
  readonly kind = 'bad_input'

  constructor(bytes: number, limit: number) {
    const gib = (value: number) => (value / 2 ** 30).toFixed(1)
    super(
      `The network, its batch and the feature tables need ${gib(bytes)} GiB, but an engine has at most ${gib(limit)} GiB.`,
      'Take smaller agent.hiddenLayers, agent.batchSize or features.window.'
    )
  }
}

/** The system has not the memory that an engine asked for. */
export class EngineMemoryMissing extends CodedError {
  readonly code = 'E_ENGINE_MEMORY'
  readonly kind = 'unavailable'

  constructor(bytes: number, cause: unknown) {
    super(
      `The engine asked the system for ${(bytes / 2 ** 30).toFixed(1)} GiB and was refused.`,
      'Free memory, run fewer workers (--concurrency), or take smaller agent.hiddenLayers or agent.batchSize.',
      { cause }
    )
  }
}

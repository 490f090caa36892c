import { CodedError } from '../../core/errors.ts'

/** The kernels are neither stored nor could they be compiled. */
export class KernelsUnavailable extends CodedError {
  readonly code = 'E_KERNELS_UNAVAILABLE'
  readonly kind = 'unavailable'

  constructor(cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(
      `The engine simd cannot run: its kernels could not be compiled (${reason}).`,
      'Run "npm ci" and then "node app/compute/kernels/build.mjs", or take training.engine=reference, which is slow.',
      { cause }
    )
  }
}

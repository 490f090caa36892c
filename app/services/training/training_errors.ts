import { CodedError, type ErrorKind } from '#core/errors'
import type { EngineFingerprint } from '#core/ports/compute_engine'

export class RunNotFound extends CodedError {
  readonly code = 'E_RUN_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(runId: number | string) {
    super(`There is no run ${runId}.`, 'The list of runs has every one there is.')
  }
}

/** Another worker has taken the run, or it was deleted: this one stops without a word more. */
export class RunTakenAway extends CodedError {
  readonly code = 'E_RUN_TAKEN_AWAY'
  readonly kind = 'conflict'

  constructor(runId: number) {
    super(`Run ${runId} is no longer this worker's.`, 'Nothing is to be done.')
  }
}

/** An act that the run's status does not allow. */
export class RunStatusRefuses extends CodedError {
  readonly code = 'E_RUN_STATUS'
  readonly kind = 'conflict'

  constructor(runId: number, act: string, status: string, allowed: string) {
    super(`Run ${runId} is ${status} and cannot be ${act}.`, `Only ${allowed} runs can.`)
  }
}

export class DatasetsInvalid extends CodedError {
  readonly code = 'E_INVALID_PARAMETER'
  readonly kind = 'bad_input'

  /** @param fault what is wrong with the list, as in `is empty` */
  constructor(fault: string) {
    super(
      `dataset ${fault}, but must name at least one dataset, each once.`,
      'Give for example --dataset=AAPL.'
    )
  }
}

export class NoSeeds extends CodedError {
  readonly code = 'E_INVALID_PARAMETER'
  readonly kind = 'bad_input'

  constructor(given: string) {
    super(
      `seeds is ${given}, but must be 1 to 100 different integers from 0 to 4294967295.`,
      'Give for example --seeds=3, which takes 1, 2, 3.'
    )
  }
}

/** An error that crossed from a thread. */
export class ThreadError extends CodedError {
  readonly code: `E_${string}`
  readonly kind: ErrorKind

  constructor(fault: { code: string; kind: string; message: string; remedy: string }) {
    super(fault.message, fault.remedy)
    this.code = fault.code as `E_${string}`
    this.kind = fault.kind as ErrorKind
  }
}

/** Other arithmetic gives other bits: there is nothing to compare. */
export class FingerprintDiffers extends CodedError {
  readonly code = 'E_FINGERPRINT_DIFFERS'
  readonly kind = 'conflict'

  constructor(runId: number, theirs: EngineFingerprint, ours: EngineFingerprint) {
    const text = ({ engine, version, fused }: EngineFingerprint) =>
      `${engine} ${version}${fused === null ? '' : fused ? ', fused' : ', unfused'}`
    super(
      `Run ${runId} was trained with ${text(theirs)}, but this machine has ${text(ours)}.`,
      'Reproduce it on a machine with that engine: equal bits are promised under one fingerprint only.'
    )
  }
}

/** The database had no room for what a run recorded. */
export class DiskFull extends CodedError {
  readonly code = 'E_DISK_FULL'
  readonly kind = 'unavailable'

  constructor(cause: unknown) {
    super(
      'The disk of the database is full: the last episodes were not stored. What was stored before is kept, with the last checkpoint.',
      'Free space, or record fewer steps (training.recordEvery), and resume the run.',
      { cause }
    )
  }
}

import { CodedError } from '#core/errors'

export class StudyNotFound extends CodedError {
  readonly code = 'E_STUDY_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(studyId: number | string) {
    super(`There is no study ${studyId}.`, 'The list of studies has every one there is.')
  }
}

export class TrialNotFound extends CodedError {
  readonly code = 'E_TRIAL_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(studyId: number, trial: number) {
    super(`Study ${studyId} has no trial ${trial}.`, 'Its table of trials has every one there is.')
  }
}

/** An act that the study's status does not allow. */
export class StudyStatusRefuses extends CodedError {
  readonly code = 'E_STUDY_STATUS'
  readonly kind = 'conflict'

  constructor(studyId: number, act: string, status: string, allowed: string) {
    super(`Study ${studyId} is ${status} and cannot be ${act}.`, `Only ${allowed} studies can.`)
  }
}

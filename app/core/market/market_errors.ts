import { CodedError } from '../errors.ts'
import type { Finding } from './series.ts'

/** Bars that broke a validation rule, or that a repair could not mend. `findings` is the whole report. */
export class DatasetRefused extends CodedError {
  readonly code = 'E_DATASET_REFUSED'
  readonly kind = 'bad_input'
  readonly findings: readonly Finding[]

  constructor(subject: string, findings: readonly Finding[], remedy: string) {
    const errors = findings.filter(({ severity }) => severity === 'error')
    const list = errors.map(({ rule, message }) => `${rule}: ${message}`).join(' ')
    super(`${subject} was refused, nothing was stored. ${list}`, remedy)
    this.findings = findings
  }
}

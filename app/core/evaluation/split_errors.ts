import { CodedError } from '../errors.ts'

/** The bars do not hold the three ranges with their embargoes. */
export class SplitTooShort extends CodedError {
  readonly code = 'E_SPLIT_TOO_SHORT'
  readonly kind = 'bad_input'

  constructor(range: string, bars: number, needed: number, usable: number) {
    super(
      `The ${range} range has ${bars} bars, but needs at least ${needed}: ${usable} bars are usable after the indicators' warm-up.`,
      'Take a dataset with more bars, a smaller features.window, or other shares under data.'
    )
  }
}

/** An embargo under the window would let a range see bars of the one before it. */
export class EmbargoTooShort extends CodedError {
  readonly code = 'E_EMBARGO_TOO_SHORT'
  readonly kind = 'bad_input'

  constructor(embargo: number, window: number) {
    super(
      `data.embargo is ${embargo} bars, but must be at least features.window, ${window} bars.`,
      'Leave data.embargo empty, which takes the window.'
    )
  }
}

/** A border date that is no date, or that leaves the ranges in the wrong order. */
export class SplitDateInvalid extends CodedError {
  readonly code = 'E_SPLIT_DATE_INVALID'
  readonly kind = 'bad_input'

  constructor(path: string, value: string, rule: string) {
    super(`${path} is ${value}, but must be ${rule}.`, 'Give a day as YYYY-MM-DD, in UTC.')
  }
}

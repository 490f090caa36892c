import { isCodedError, type CodedError } from '../../../app/core/errors.ts'

/** The coded error that a promise rejects with; anything else fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<CodedError> {
  try {
    await promise
  } catch (error) {
    if (isCodedError(error)) return error
    throw error
  }
  throw new Error('It did not fail.')
}

import { isCodedError } from '../../errors.ts'

/** One rule of the contract, held against an environment. */
export interface CheckedRule {
  readonly rule: string
  readonly passed: boolean
  /** Where it failed: what was expected and what was seen; else an empty text. */
  readonly seen: string
}

/** Gathers the rules of one check in their order. */
export class Checklist {
  readonly rules: CheckedRule[] = []

  /** Notes a rule. `actual` is a text: what was seen. */
  expect(rule: string, passed: boolean, expected: string, actual: string): void {
    this.rules.push({ rule, passed, seen: passed ? '' : `expected ${expected}, saw ${actual}` })
  }

  /** Notes a rule that forbids something: `fault` is empty while it was not seen. */
  expectNone(rule: string, fault: string): void {
    this.rules.push({ rule, passed: fault === '', seen: fault })
  }
}

/** The code of the error that `work` ends with; its text when it has none; null when it ends well. */
export function codeOf(work: () => unknown): string | null {
  try {
    work()
    return null
  } catch (error) {
    return isCodedError(error) ? error.code : `${error}`
  }
}

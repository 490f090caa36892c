import type { ValidationRule } from './rule.ts'

const FEWEST = 2

/** One bar has no return. */
export const lengthRule: ValidationRule = {
  name: 'length',
  checks: `The series has at least ${FEWEST} bars.`,
  severity: 'error',
  repair: null,
  find: ({ series }) =>
    series.length >= FEWEST
      ? null
      : {
          bars: series.length === 0 ? [] : [0],
          message: `${series.length} bar${series.length === 1 ? '' : 's'}, but at least ${FEWEST} are needed.`,
        },
}

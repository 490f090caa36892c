import type { Verdict, VerdictName } from './verdict.ts'

/** Completed seeds that an experiment needs to be promoted: fewer are no result. */
export const LEAST_SEEDS = 3

/**
 * Each of the two kinds of unseen bars has a verdict that only the other can run: neither is held
 * against it. On the validation range, which selected the weights, both stay open.
 */
const NOT_ASKED: Readonly<Record<'validation' | 'test' | 'walk_forward', VerdictName | null>> = {
  validation: null,
  test: 'walk_forward',
  walk_forward: 'sealed_looks',
}

/** Verdicts that did not pass: warnings, failures, and what was not run. */
export function notPassed(
  verdicts: readonly Verdict[],
  range: 'validation' | 'test' | 'walk_forward'
): Verdict[] {
  return verdicts.filter(
    ({ name, state }) => state !== 'pass' && !(state === 'not_run' && name === NOT_ASKED[range])
  )
}

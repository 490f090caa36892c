/** What an evaluation plays, within a line of text. */
export const RANGE_NAMES = {
  validation: 'validation',
  test: 'sealed test',
  walk_forward: 'walk-forward',
} as const

import { isClose } from './read_golden.ts'

/**
 * Where plain data differs from a golden value, as `path: ours, not theirs`; numbers may differ by
 * `tolerance`, relative or absolute. Keys that the golden value lacks are not looked at.
 */
export function differences(
  actual: unknown,
  expected: unknown,
  tolerance = 1e-9,
  path = ''
): string[] {
  if (typeof expected === 'number' && typeof actual === 'number') {
    if (isClose(actual, expected, tolerance, tolerance)) return []
  } else if (isRecord(expected) && isRecord(actual)) {
    const lengths =
      Array.isArray(expected) && Object.keys(actual).length !== expected.length
        ? [`${path}: ${Object.keys(actual).length} entries, not ${expected.length}`]
        : []
    return Object.entries(expected).reduce(
      (found, [key, value]) => [
        ...found,
        ...differences(actual[key], value, tolerance, `${path}.${key}`),
      ],
      lengths
    )
  } else if (actual === expected) return []
  return [`${path}: ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

import { readFileSync } from 'node:fs'

/** Reads one golden file of tests/golden/values, for example `metrics/edges.json`. */
export function readGolden<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`./values/${path}`, import.meta.url), 'utf8')) as T
}

/** Whether two numbers agree within `relative` of the expected one, or within `absolute`. */
export function isClose(
  actual: number | null,
  expected: number | null,
  relative = 1e-9,
  absolute = 1e-12
): boolean {
  if (actual === null || expected === null) return actual === expected
  return Math.abs(actual - expected) <= Math.max(relative * Math.abs(expected), absolute)
}

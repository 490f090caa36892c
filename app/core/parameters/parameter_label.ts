import { parameterAt } from './resolve.ts'

/** Short words for a parameter, as the head of its column. */
export function parameterLabel(path: string): string {
  return parameterAt(path)?.label ?? path
}

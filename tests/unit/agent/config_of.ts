import type { Parameter } from '../../../app/core/parameter.ts'

/** The config of one group with its catalogue defaults, and some changes. */
export function configOf<C>(parameters: readonly Parameter[], changes: Partial<C> = {}): C {
  const defaults = parameters.map(({ path, default: value }) => [path.split('.')[1], value])
  return { ...Object.fromEntries(defaults), ...changes } as C
}

import { changedFromPreset } from '#core/parameters/differences'
import { resolveParameters, type Overrides } from '#core/parameters/resolve'
import type { StartingPoint } from '#core/parameters/starting_point'

/**
 * Everything that a starting point and the given values change of the server's preset, by path.
 * @throws E_INVALID_PARAMETER
 */
export function changesOf({ overrides, preset }: StartingPoint, set: Overrides): Overrides {
  const parameters = resolveParameters({ ...overrides, ...set }, preset)
  const changes = changedFromPreset(parameters, preset)
  return Object.fromEntries(changes.map(({ parameter: { path }, after }) => [path, after]))
}

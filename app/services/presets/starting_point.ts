import { PRESETS } from '#core/parameters/preset'
import { resolveParameters } from '#core/parameters/resolve'
import { ownStartingPoint, type StartingPoint } from '#core/parameters/starting_point'
import { PresetUnknown } from '#services/presets/preset_errors'
import { visiblePresets } from '#services/presets/saved_presets'

/**
 * The preset that `reference` (a name, or `saved-3`) means to a person: one of ours, one of the
 * person's own, or one for all. `userId` null: a command, which has those for all.
 * @throws E_INVALID_PARAMETER for a preset that is none, or whose values are no longer allowed
 */
export async function startingPoint(
  reference: string,
  userId: number | null
): Promise<StartingPoint> {
  const ours = PRESETS.find((name) => name === reference)
  if (ours !== undefined) return ownStartingPoint(ours)
  const visible = await visiblePresets(userId)
  const wanted = reference.trim().toLowerCase()
  const found =
    visible.find(({ saved_preset_id: id }) => reference === savedKey(id)) ??
    visible.find(({ name }) => name.toLowerCase() === wanted)
  if (found === undefined) {
    throw new PresetUnknown(
      reference,
      visible.map(({ name }) => name)
    )
  }
  const { saved_preset_id: id, is_shared: isShared, name, preset, overrides, seeds } = found
  const parameters = resolveParameters(overrides, preset)
  return {
    key: savedKey(id),
    ...{ name, preset, saved: { id, isShared }, overrides, seeds, parameters },
  }
}

/** How a form and an address name a saved preset. */
export function savedKey(presetId: number): string {
  return `saved-${presetId}`
}

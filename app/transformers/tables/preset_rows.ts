import { parameterAt, presetValue } from '#core/parameters/resolve'
import type { ParameterValue } from '#core/parameter'
import type { SavedPreset } from '#services/presets/saved_presets'
import { savedKey } from '#services/presets/starting_point'
import { writtenValue } from '#transformers/tables/configuration'

/** Saved presets as people read them, and which of them this person may change. */
export function presetRows(
  presets: readonly SavedPreset[],
  { userId, isAdmin }: { readonly userId: number | null; readonly isAdmin: boolean }
) {
  return presets.map((saved) => ({
    id: saved.saved_preset_id,
    key: savedKey(saved.saved_preset_id),
    name: saved.name,
    preset: saved.preset,
    isShared: saved.is_shared,
    person: saved.person,
    seeds: saved.seeds,
    updatedAt: saved.updated_at,
    changes: Object.entries(saved.overrides).map(([path, value]) => {
      const parameter = parameterAt(path)
      const before = parameter ? writtenValue(presetValue(parameter, saved.preset)) : '–'
      return { path, before, now: writtenValue(value as ParameterValue) }
    }),
    mayChange: isAdmin || saved.user_id === userId,
  }))
}

import type { RunParameters } from './catalogue.ts'
import { changedFromPreset } from './differences.ts'
import { PRESETS, type PresetName } from './preset.ts'

/** The preset of ours that differs least from a config. */
export function nearestPreset(parameters: RunParameters): PresetName {
  const counts = PRESETS.map((name) => changedFromPreset(parameters, name).length)
  return PRESETS[counts.indexOf(Math.min(...counts))]
}

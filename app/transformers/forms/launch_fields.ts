import type { ParameterValue } from '#core/parameter'
import { CATALOGUE, PARAMETER_GROUPS } from '#core/parameters/catalogue'
import { PRESET_LIST, PRESETS, type PresetName } from '#core/parameters/preset'
import { presetValue } from '#core/parameters/resolve'
import { PRIMARY, SECTION_NOTES } from '#transformers/forms/launch_sections'
import { parameterField } from '#transformers/forms/parameter_field'

/** The form's sections, made from the catalogue: what most people set, and the rest. */
export function launchSections(preset: PresetName, overrides: Readonly<Record<string, unknown>>) {
  return PARAMETER_GROUPS.map(({ group, label }) => {
    const fields = CATALOGUE.filter(({ path }) => path.startsWith(`${group}.`)).map((parameter) => {
      const standard = presetValue(parameter, preset)
      const value = parameter.path in overrides ? overrides[parameter.path] : standard
      return parameterField(parameter, value as ParameterValue, standard, null)
    })
    const primary = fields.filter(({ path }) => PRIMARY.has(path))
    const more = fields.filter(({ path }) => !PRIMARY.has(path))
    return {
      group,
      label,
      note: SECTION_NOTES[group],
      switches: primary.filter(({ kind }) => kind === 'switch'),
      primary: primary.filter(({ kind }) => kind !== 'switch'),
      more,
      moreWords: more
        .slice(0, 4)
        .map((field) => field.label)
        .join(', '),
      moreChanged: more.some(({ changed }) => changed),
    }
  })
}

export function presetCards(chosen: PresetName) {
  return PRESETS.map((name) => {
    const { hint, seeds, overrides } = PRESET_LIST[name]
    const episodes = overrides['training.episodes'] ?? presetEpisodes()
    return { name, hint, seeds: seeds.length, episodes, chosen: name === chosen }
  })
}

function presetEpisodes(): ParameterValue {
  return CATALOGUE.find(({ path }) => path === 'training.episodes')?.default ?? null
}

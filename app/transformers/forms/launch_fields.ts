import type { ParameterValue } from '#core/parameter'
import { CATALOGUE, PARAMETER_GROUPS } from '#core/parameters/catalogue'
import { PRESET_LIST, PRESETS, type PresetName } from '#core/parameters/preset'
import { presetValue, valueAt } from '#core/parameters/resolve'
import type { StartingPoint } from '#core/parameters/starting_point'
import type { SavedPreset } from '#services/presets/saved_presets'
import { savedKey } from '#services/presets/starting_point'
import { PRIMARY, SECTION_NOTES } from '#transformers/forms/launch_sections'
import { parameterField } from '#transformers/forms/parameter_field'

/** The form's sections, made from the catalogue: what most people set, and the rest. */
export function launchSections(start: StartingPoint, overrides: Readonly<Record<string, unknown>>) {
  return PARAMETER_GROUPS.map(({ group, label }) => {
    const fields = CATALOGUE.filter(({ path }) => path.startsWith(`${group}.`)).map((parameter) => {
      const standard = valueAt(start.parameters, parameter.path)
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

/** Our presets, then the saved ones: what each is, and whether it is `chosen`. */
export function presetCards(chosen: string, saved: readonly SavedPreset[]) {
  const ours = PRESETS.map((name) => {
    const { hint, seeds } = PRESET_LIST[name]
    const label = name[0].toUpperCase() + name.slice(1)
    return { key: name, label, hint, seeds: seeds.length, episodes: episodesOf(name, {}) }
  })
  const theirs = saved.map(({ saved_preset_id: id, name, preset, overrides, seeds, ...of }) => {
    const changes = Object.keys(overrides).length
    const owner = of.is_shared ? `For all${of.person ? `, by ${of.person}` : ''}` : 'Yours'
    const what = changes === 1 ? '1 change' : `${changes} changes`
    const hint = `${owner}: ${preset} with ${what}.`
    const episodes = episodesOf(preset, overrides)
    return { key: savedKey(id), label: name, hint, seeds: seeds.length, episodes }
  })
  return [...ours, ...theirs].map((card) => ({ ...card, chosen: card.key === chosen }))
}

const EPISODES = CATALOGUE.find(({ path }) => path === 'training.episodes')!

function episodesOf(preset: PresetName, overrides: Readonly<Record<string, unknown>>) {
  return (overrides[EPISODES.path] ?? presetValue(EPISODES, preset)) as ParameterValue
}

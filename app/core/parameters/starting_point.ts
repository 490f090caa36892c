import type { RunParameters } from './catalogue.ts'
import { PRESET_LIST, type PresetName } from './preset.ts'
import { resolveParameters, type Overrides } from './resolve.ts'

/** Where a configuration starts from: a preset of ours, or what people saved upon one. */
export interface StartingPoint {
  /** What a form and an address call it: `quick`, or `saved-3`. */
  readonly key: string
  /** What people call it. */
  readonly name: string
  readonly preset: PresetName
  readonly saved: { readonly id: number; readonly isShared: boolean } | null
  /** What it changes of `preset`. */
  readonly overrides: Overrides
  readonly seeds: readonly number[]
  readonly parameters: RunParameters
}

/** One of ours. */
export function ownStartingPoint(preset: PresetName): StartingPoint {
  return {
    key: preset,
    name: preset,
    preset,
    saved: null,
    overrides: {},
    seeds: PRESET_LIST[preset].seeds,
    parameters: resolveParameters({}, preset),
  }
}

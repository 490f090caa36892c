import type { Parameter, ParameterValue } from '../parameter.ts'
import { CATALOGUE, type RunParameters } from './catalogue.ts'
import type { PresetName } from './preset.ts'
import { presetValue, valueAt } from './resolve.ts'

export interface ParameterDifference {
  readonly parameter: Parameter
  readonly before: ParameterValue
  readonly after: ParameterValue
}

/** Parameters in which two configs differ, in catalogue order. */
export function differences(before: RunParameters, after: RunParameters): ParameterDifference[] {
  return differing((parameter) => valueAt(before, parameter.path), after)
}

/** Parameters in which a config differs from one of our presets. */
export function changedFromPreset(
  parameters: RunParameters,
  preset: PresetName
): ParameterDifference[] {
  return differing((parameter) => presetValue(parameter, preset), parameters)
}

function differing(
  beforeOf: (parameter: Parameter) => ParameterValue,
  after: RunParameters
): ParameterDifference[] {
  return CATALOGUE.map((parameter) => ({
    parameter,
    before: beforeOf(parameter),
    after: valueAt(after, parameter.path),
  })).filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after))
}

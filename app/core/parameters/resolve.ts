import { InvalidParameter } from '../errors.ts'
import type { Parameter, ParameterValue } from '../parameter.ts'
import { CATALOGUE, type RunParameters } from './catalogue.ts'
import { crossFaults } from './cross_rules.ts'
import { PRESET_LIST, type PresetName } from './preset.ts'
import { valueFault, type ValueFault } from './value_faults.ts'
import { readValue } from './value_text.ts'

/** Values by path, as a form, `--set` or the API gives them. */
export type Overrides = Readonly<Record<string, unknown>>

const BY_PATH: ReadonlyMap<string, Parameter> = new Map(
  CATALOGUE.map((parameter) => [parameter.path, parameter])
)

/** The parameter at a path, or undefined. */
export function parameterAt(path: string): Parameter | undefined {
  return BY_PATH.get(path)
}

/** Everything that is wrong with the overrides of a preset, all at once; empty: `resolveParameters` succeeds. */
export function findOverrideFaults(
  overrides: Overrides,
  preset: PresetName = 'default'
): ValueFault[] {
  const { faults, values } = read(overrides, preset)
  return faults.length > 0 ? faults : crossFaults(nested(values))
}

/**
 * The full config of a run: the catalogue's defaults, the preset's and then the given overrides.
 * @throws InvalidParameter with the first fault
 */
export function resolveParameters(
  overrides: Overrides,
  preset: PresetName = 'default'
): RunParameters {
  const [fault] = findOverrideFaults(overrides, preset)
  if (fault !== undefined) throw new InvalidParameter(fault.path, fault.message, fault.remedy)
  return nested(read(overrides, preset).values)
}

/** A preset's value of a parameter. */
export function presetValue(parameter: Parameter, preset: PresetName): ParameterValue {
  return PRESET_LIST[preset].overrides[parameter.path] ?? parameter.default
}

/** The value that a config holds at a path of the catalogue. */
export function valueAt(parameters: RunParameters, path: string): ParameterValue {
  const [group, key] = path.split('.')
  const values = parameters[group as Exclude<keyof RunParameters, 'version'>]
  return (values as unknown as Record<string, ParameterValue>)[key]
}

/** Whether a parameter has an effect under a config: its condition holds. */
export function isActive({ condition }: Parameter, parameters: RunParameters): boolean {
  if (condition === null) return true
  const value = valueAt(parameters, condition.path)
  return condition.equals.some((wanted) =>
    Array.isArray(value) ? value.includes(wanted) : value === wanted
  )
}

function read(overrides: Overrides, preset: PresetName) {
  const values = new Map(CATALOGUE.map((each) => [each.path, presetValue(each, preset)]))
  const faults: ValueFault[] = []
  for (const [path, given] of Object.entries(overrides)) {
    const parameter = BY_PATH.get(path)
    if (parameter === undefined) {
      faults.push(unknownPath(path))
      continue
    }
    const value = inCatalogueOrder(parameter, readValue(parameter, given))
    const fault = valueFault(parameter, value)
    if (fault === null) values.set(path, value as ParameterValue)
    else faults.push(fault)
  }
  return { values, faults }
}

/** A set of choices has one spelling, whatever the order it was given in. */
function inCatalogueOrder(parameter: Parameter, value: unknown): unknown {
  if (parameter.type !== 'choices' || !Array.isArray(value)) return value
  const rank = (choice: unknown) => parameter.choices.indexOf(String(choice))
  if (value.some((choice) => rank(choice) < 0)) return value
  return value.toSorted((a, b) => rank(a) - rank(b))
}

function nested(values: ReadonlyMap<string, ParameterValue>): RunParameters {
  const groups: Record<string, Record<string, ParameterValue>> = {}
  for (const [path, value] of values) {
    const [group, key] = path.split('.')
    groups[group] ??= {}
    groups[group][key] = value
  }
  return { version: 1, ...groups } as unknown as RunParameters
}

function unknownPath(path: string): ValueFault {
  const nearest = nearestPath(path)
  return {
    path,
    message: `There is no parameter ${path}.`,
    remedy: nearest ? `Did you mean ${nearest}?` : 'The help lists every parameter.',
  }
}

/** The known path with the fewest edits, if they are few. */
function nearestPath(path: string): string | null {
  let best: { path: string; edits: number } | null = null
  for (const known of BY_PATH.keys()) {
    const edits = Math.min(distance(path, known), distance(path, known.split('.')[1]))
    if (best === null || edits < best.edits) best = { path: known, edits }
  }
  return best !== null && best.edits <= Math.max(2, path.length / 3) ? best.path : null
}

/** Levenshtein's edit distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1].toLowerCase() === b[j - 1].toLowerCase()
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1)))
    }
    row = next
  }
  return row[b.length]
}

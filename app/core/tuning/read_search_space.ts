import type { Condition, Parameter, ParameterValue } from '../parameter.ts'
import { findOverrideFaults, parameterAt } from '../parameters/resolve.ts'
import { valueFault } from '../parameters/value_faults.ts'
import { sameValue, type Dimension, type SearchSpace } from './search_space.ts'
import { inOrder } from './space_order.ts'
import { SearchSpaceInvalid, type SpaceFault } from './tuning_errors.ts'

/** A trial is trained for so long as its rungs say. */
const RESOURCE = 'training.episodes'
const KEYS = ['low', 'high', 'log', 'step', 'choices', 'when']

/** Whether a study can search over a parameter. */
export function canBeSearched({ path, searchable }: Parameter): boolean {
  return searchable && path !== RESOURCE
}

/** What a dimension may be given as. */
interface Given {
  readonly low?: unknown
  readonly high?: unknown
  readonly log?: unknown
  readonly step?: unknown
  readonly choices?: unknown
  readonly when?: unknown
}

/**
 * A search space from JSON: an object by path, each of
 * `{"low", "high", "log", "step"}` for a number, `{"choices"}` for any parameter, and
 * `{"when": {path: [values]}}` for one that is searched only then. What is left out comes from the
 * catalogue: bounds, scale, choices, and the condition if its parameter is searched too.
 * @throws E_SEARCH_SPACE with everything that is wrong
 */
export function readSearchSpace(input: unknown): SearchSpace {
  if (!isRecord(input)) {
    const message = `It is ${shown(input)}, but must be an object by path.`
    throw new SearchSpaceInvalid([{ path: 'space', message }])
  }
  const faults: SpaceFault[] = []
  const dimensions: Dimension[] = []
  for (const [path, given] of Object.entries(input)) {
    const before = faults.length
    const dimension = readDimension(path, given, input, faults)
    if (dimension !== null && faults.length === before) dimensions.push(dimension)
  }
  if (Object.keys(input).length === 0) {
    faults.push({ path: 'space', message: 'It is empty: give at least one parameter.' })
  }
  const ordered = faults.length > 0 ? [] : inOrder(dimensions, faults)
  if (faults.length > 0) throw new SearchSpaceInvalid(faults)
  return { dimensions: ordered }
}

/** The JSON that `readSearchSpace` takes for a space. */
export function writeSearchSpace({ dimensions }: SearchSpace): Record<string, object> {
  return Object.fromEntries(
    dimensions.map(({ path, type: _type, when, ...rest }) => {
      const condition = when === null ? {} : { when: { [when.path]: when.equals } }
      const step = 'step' in rest && rest.step === null ? { step: undefined } : {}
      return [path, JSON.parse(JSON.stringify({ ...rest, ...step, ...condition })) as object]
    })
  )
}

function readDimension(
  path: string,
  given: unknown,
  space: Readonly<Record<string, unknown>>,
  faults: SpaceFault[]
): Dimension | null {
  const parameter = searchedAt(path, faults)
  if (parameter === null) return null
  if (!isRecord(given)) {
    faults.push({
      path,
      message: `${path} is ${shown(given)}, but must be an object, as {} for its whole range.`,
    })
    return null
  }
  const stranger = Object.keys(given).find((key) => !KEYS.includes(key))
  if (stranger !== undefined) {
    faults.push({
      path,
      message: `${path} has the key ${stranger}, but can have ${KEYS.join(', ')}.`,
    })
  }
  const when = conditionOf(parameter, given, space, faults)
  const isNumber = parameter.type === 'float' || parameter.type === 'integer'
  if (isNumber && given['choices'] === undefined) return range(parameter, given, when, faults)
  return categorical(parameter, given, when, faults)
}

/** The parameter at a path that a space can search; null, and why, for any other. */
export function searchedAt(path: string, faults: SpaceFault[]): Parameter | null {
  const parameter = parameterAt(path)
  if (parameter === undefined) {
    const [{ message, remedy }] = findOverrideFaults({ [path]: 0 })
    faults.push({ path, message: `${message} ${remedy}` })
    return null
  }
  if (path === RESOURCE) {
    faults.push({
      path,
      message: `${path} is the resource of a trial: give the largest resource instead.`,
    })
    return null
  }
  if (!parameter.searchable) {
    faults.push({
      path,
      message: `${path} is not searched: it is the same for every trial, so set it with the base.`,
    })
    return null
  }
  return parameter
}

function range(
  parameter: Parameter & { type: 'float' | 'integer' },
  given: Given,
  when: Condition | null,
  faults: SpaceFault[]
): Dimension {
  const { path, type } = parameter
  const low = numberOr(leastOf(parameter), given.low, `${path}.low`, faults)
  const high = numberOr(parameter.max, given.high, `${path}.high`, faults)
  const log = given.log ?? (parameter.scale === 'log' && low > 0 && given.step === undefined)
  const step =
    given.step === undefined || given.step === null
      ? null
      : numberOr(1, given.step, `${path}.step`, faults)
  if (typeof log !== 'boolean') {
    const message = `${path}.log is ${shown(log)}, but must be true or false.`
    faults.push({ path: `${path}.log`, message })
  }
  for (const [name, bound] of [
    ['low', low],
    ['high', high],
  ] as const) {
    const fault = valueFault(parameter, bound)
    if (fault !== null) {
      faults.push({ path: `${path}.${name}`, message: `${path}.${name}: ${fault.message}` })
    }
  }
  if (low >= high) {
    faults.push({
      path: `${path}.low`,
      message: `${path}.low is ${low}, but must be under ${path}.high, which is ${high}.`,
    })
  }
  if (log === true && low <= 0) {
    faults.push({
      path: `${path}.low`,
      message: `${path}.low is ${low}, but must be over 0 on a logarithmic scale.`,
    })
  }
  if (log === true && step !== null && step !== 1) {
    faults.push({
      path: `${path}.step`,
      message: `${path} has a step and a logarithmic scale, but can have only one of them.`,
    })
  }
  const isStepSound = step === null || (step > 0 && step <= high - low)
  if (!isStepSound) {
    faults.push({
      path: `${path}.step`,
      message: `${path}.step is ${step}, but must be over 0 and at most ${high - low}.`,
    })
  }
  if (type === 'integer' && step !== null && !Number.isInteger(step)) {
    faults.push({
      path: `${path}.step`,
      message: `${path}.step is ${step}, but must be an integer.`,
    })
  }
  const bounds = { path, when, low, high, log: log === true }
  return type === 'float' ? { ...bounds, type, step } : { ...bounds, type, step: step ?? 1 }
}

/** Lowest value that a range begins with: where the minimum is excluded, a millionth of the way up. */
export function leastOf(parameter: Parameter & { type: 'float' | 'integer' }): number {
  const { min, max } = parameter
  const isExcluded = parameter.type === 'float' && parameter.exclusiveMin
  return isExcluded ? min + (max - min) / 1e6 : min
}

function categorical(
  parameter: Parameter,
  given: Given,
  when: Condition | null,
  faults: SpaceFault[]
): Dimension {
  const { path } = parameter
  for (const key of ['low', 'high', 'log', 'step'] as const) {
    if (given[key] === undefined) continue
    faults.push({ path, message: `${path} has ${key}, but is searched by choices.` })
  }
  const choices = given.choices ?? everyValue(parameter)
  if (!Array.isArray(choices) || choices.length === 0) {
    faults.push({
      path: `${path}.choices`,
      message: `${path}.choices is ${shown(choices)}, but must be a list of at least one value.`,
    })
    return { path, type: 'categorical', choices: [], when }
  }
  const values = choices as ParameterValue[]
  for (const [k, value] of values.entries()) {
    const fault = valueFault(parameter, value)
    if (fault !== null) faults.push({ path: `${path}.choices`, message: fault.message })
    if (values.slice(0, k).some((other) => sameValue(other, value))) {
      faults.push({
        path: `${path}.choices`,
        message: `${path}.choices has ${shown(value)} twice.`,
      })
    }
  }
  return { path, type: 'categorical', choices: values, when }
}

/** All values of a parameter that has few; null: they must be given. */
function everyValue(parameter: Parameter): readonly ParameterValue[] | null {
  if (parameter.type === 'boolean') return [false, true]
  return parameter.type === 'choice' ? parameter.choices : null
}

/** The condition given, else the catalogue's if its parameter is searched too. */
function conditionOf(
  { path, condition }: Parameter,
  { when }: Given,
  space: Readonly<Record<string, unknown>>,
  faults: SpaceFault[]
): Condition | null {
  if (when === undefined) {
    return condition !== null && condition.path in space ? condition : null
  }
  const [entry, ...others] = isRecord(when) ? Object.entries(when) : []
  if (entry === undefined || others.length > 0 || !Array.isArray(entry[1])) {
    faults.push({
      path: `${path}.when`,
      message: `${path}.when is ${shown(when)}, but must be one path with a list, as {"environment.reward": ["sharpe"]}.`,
    })
    return null
  }
  return { path: entry[0], equals: entry[1] as ParameterValue[] }
}

function numberOr(fallback: number, given: unknown, name: string, faults: SpaceFault[]): number {
  if (given === undefined) return fallback
  if (typeof given === 'number' && Number.isFinite(given)) return given
  faults.push({ path: name, message: `${name} is ${shown(given)}, but must be a number.` })
  return fallback
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}

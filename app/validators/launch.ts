import vine from '@vinejs/vine'
import { InvalidParameter } from '#core/errors'
import { findOverrideFaults, parameterAt, type Overrides } from '#core/parameters/resolve'
import type { ValueFault } from '#core/parameters/value_faults'
import type { StartingPoint } from '#core/parameters/starting_point'
import { idRule } from '#validators/id_rule'
import { TAGS_RULE, tagsIn } from '#validators/tags'

/** The launch form as it was sent: texts, and sets of choices. */
export interface LaunchForm {
  readonly datasets: readonly number[]
  readonly start: StartingPoint
  readonly seeds: string
  readonly name: string
  readonly tags: string
  readonly notes: string
  readonly overrides: Overrides
}

const MOST_SEEDS = 100
const LARGEST_SEED = 0xffffffff

const shape = vine.create({
  datasets: vine.array(idRule()).maxLength(50).optional(),
  seeds: vine.string().maxLength(1000).nullable().optional(),
  name: vine.string().maxLength(200).nullable().optional(),
  tags: vine.string().maxLength(1000).nullable().optional(),
  notes: vine.string().maxLength(5000).nullable().optional(),
  set: vine.record(vine.any()).optional(),
})

/** Which preset the form starts from, by its key. */
export function presetIn(body: Readonly<Record<string, unknown>>): string {
  const { preset } = body
  return typeof preset === 'string' && preset !== '' ? preset : 'default'
}

/** Reads the form; what its fields hold is judged by `launchFaults`. */
export async function launchForm(
  body: Record<string, unknown>,
  start: StartingPoint
): Promise<LaunchForm> {
  const read = await shape.validate(body)
  return {
    datasets: [...new Set(read.datasets)],
    start,
    seeds: read.seeds ?? start.seeds.join(', '),
    name: read.name ?? '',
    tags: read.tags ?? '',
    notes: read.notes ?? '',
    overrides: overridesOf(read.set ?? {}),
  }
}

/** Values by path, whether they came as `{ agent: { gamma } }` or as `{ 'agent.gamma': … }`. */
function overridesOf(set: Record<string, unknown>): Overrides {
  const flat = Object.entries(set).flatMap(([key, value]): [string, unknown][] =>
    isGroup(value)
      ? Object.entries(value).map(([name, given]) => [`${key}.${name}`, given])
      : [[key, value]]
  )
  return Object.fromEntries(
    flat.map(([path, given]) => [path, given === null ? '' : one(path, given)])
  )
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A switch of the form sends `false` and, when it is on, `true` after it; a set may hold one choice. */
function one(path: string, given: unknown): unknown {
  const type = parameterAt(path)?.type
  if (type === 'boolean' && Array.isArray(given)) return given.at(-1)
  return type === 'choices' && typeof given === 'string' ? given.split(',') : given
}

/** `1, 2, 3` or `1-5` as seeds; a text that is none of these gives null. */
export function seedsIn(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '')
  const seeds = parts.flatMap((part) => {
    const range = /^(\d+)[-–](\d+)$/.exec(part)
    if (!range) return [/^\d+$/.test(part) ? Number(part) : Number.NaN]
    const [from, to] = [Number(range[1]), Number(range[2])]
    if (to < from || to - from >= MOST_SEEDS) return [Number.NaN]
    return Array.from({ length: to - from + 1 }, (_, i) => from + i)
  })
  const distinct = [...new Set(seeds)]
  const valid = distinct.every((seed) => Number.isInteger(seed) && seed <= LARGEST_SEED)
  return valid && distinct.length > 0 && distinct.length <= MOST_SEEDS ? distinct : null
}

/** Everything that is wrong with the form, by field. */
export function launchFaults(form: LaunchForm): ValueFault[] {
  const faults: ValueFault[] = []
  if (form.datasets.length === 0) {
    faults.push({
      path: 'datasets',
      message: 'No dataset is chosen.',
      remedy: 'Choose the bars that the agent learns from.',
    })
  }
  if (seedsIn(form.seeds) === null) {
    faults.push({
      path: 'seeds',
      message: `seeds is "${form.seeds}", but must be 1 to ${MOST_SEEDS} integers from 0 to 4294967295.`,
      remedy: 'Give for example 1, 2, 3.',
    })
  }
  if (tagsIn(form.tags) === null) {
    faults.push({
      path: 'tags',
      message: `tags is "${form.tags}", but must be ${TAGS_RULE}.`,
      remedy: 'Separate them by commas.',
    })
  }
  const { overrides, preset } = form.start
  return [...faults, ...findOverrideFaults({ ...overrides, ...form.overrides }, preset)]
}

/**
 * What the service launches.
 * @throws E_INVALID_PARAMETER with the first fault
 */
export function launchInput(form: LaunchForm) {
  const [fault] = launchFaults(form)
  if (fault) throw new InvalidParameter(fault.path, fault.message, fault.remedy)
  return {
    datasets: form.datasets,
    preset: form.start.key,
    set: form.overrides,
    seeds: seedsIn(form.seeds) ?? [],
    name: form.name === '' ? null : form.name,
    notes: form.notes,
    tags: tagsIn(form.tags) ?? [],
  }
}

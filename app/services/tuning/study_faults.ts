import { isCodedError } from '#core/errors'
import { findOverrideFaults } from '#core/parameters/resolve'
import type { ValueFault } from '#core/parameters/value_faults'
import { readSearchSpace } from '#core/tuning/read_search_space'
import { checkedSeeds } from '#services/training_service'
import {
  baseOf,
  budgetOf,
  checkedPoints,
  concurrencyOf,
  comparableObjectives,
  objectivesOf,
  overridesOf,
  refuseTooSmall,
  scheduleOf,
  seedOf,
  spaceOf,
  startupTrialsOf,
  STUDY_DEFAULTS,
  type StudyInput,
} from '#services/tuning/study_input'

/**
 * Everything that is wrong with what was asked for, all at once, each at its field; empty: there is a
 * plan of it. It asks the readers that the plan is made with. Datasets and warm start, which are in the
 * database, are judged where they are loaded.
 */
export function studyFaults(input: StudyInput): ValueFault[] {
  const faults: ValueFault[] = baseFaults(input)
  const base = faults.length > 0 ? null : baseOf(input)
  const attempt = <T>(path: string, read: () => T): T | null => {
    try {
      return read()
    } catch (error) {
      faults.push(...faultsOf(error, path))
      return null
    }
  }
  const schedule = base && attempt('grace-period', () => scheduleOf(input, base))
  const space = attempt('space', () =>
    base === null ? readSearchSpace(input.space) : spaceOf(input, base)
  )
  attempt('objectives', () =>
    space === null ? objectivesOf(input) : comparableObjectives(input, space)
  )
  attempt('startup-trials', () => startupTrialsOf(input))
  attempt('seed', () => seedOf(input))
  const seeds = attempt('seeds', () => checkedSeeds(input.seeds ?? STUDY_DEFAULTS.seeds))
  attempt('concurrency', () => concurrencyOf(input))
  for (const [name, value] of Object.entries(input.budget ?? {})) {
    attempt(name, () => budgetOf({ [name]: value }))
  }
  const { episodes = null } = input.budget ?? {}
  if (schedule !== null && seeds !== null) {
    attempt('episodes', () => refuseTooSmall({ episodes }, { ...schedule, seeds }))
  }
  if (base !== null && space !== null) {
    attempt('enqueue', () => checkedPoints(input.enqueue ?? [], space, base))
  }
  return faults
}

/** Faults of what differs from the preset, at the field that it was given in. */
function baseFaults(input: StudyInput): ValueFault[] {
  return findOverrideFaults(overridesOf(input), input.preset).map((fault) => {
    const isLargest = fault.path === 'training.episodes' && input.maxResource !== undefined
    return { ...fault, path: isLargest ? 'max-resource' : 'set' }
  })
}

/** Faults of an error of the input; any other error is thrown on. */
export function faultsOf(error: unknown, path: string): ValueFault[] {
  if (!isCodedError(error) || error.kind === 'defect') throw error
  const { message, remedy } = error
  const fields = fieldsOf(error)
  if (fields !== null) return fields.map((field) => ({ ...field, remedy: '' }))
  const own = 'path' in error && typeof error.path === 'string' ? error.path : path
  return [{ path: own, message, remedy }]
}

function fieldsOf(error: object): { path: string; message: string }[] | null {
  if (!('fields' in error) || !Array.isArray(error.fields)) return null
  return error.fields as { path: string; message: string }[]
}

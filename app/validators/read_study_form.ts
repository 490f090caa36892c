import { InvalidParameter } from '#core/errors'
import { parameterAt } from '#core/parameters/resolve'
import type { ValueFault } from '#core/parameters/value_faults'
import { readValue } from '#core/parameters/value_text'
import type { TrialValues } from '#core/tuning/search_space'
import { objectiveOf } from '#core/tuning/objectives'
import { spaceOfRows } from '#core/tuning/space_rows'
import { studyFaults } from '#services/tuning/study_faults'
import type { StudyInput } from '#services/tuning/study_input'
import { seedsIn } from '#validators/launch'
import type { SpaceForm, StudyForm } from '#services/pages/studies/study_form'

const SECONDS_AN_HOUR = 3600
const MOST_HOURS = 366 * 24

/** What a form asks for, and everything that is wrong with it, each at its field. */
export interface ReadStudy {
  readonly input: StudyInput
  readonly faults: readonly ValueFault[]
}

/** Faults of a parameter stand at its row, or at the JSON where there are no rows. */
export function readStudyForm(form: StudyForm): ReadStudy {
  const own: ValueFault[] = []
  const input = inputOf(form, own)
  if (form.datasets.length === 0) {
    const remedy = 'Choose the bars that the agent learns from.'
    own.push({ path: 'datasets', message: 'No dataset is chosen.', remedy })
  }
  const unread = new Set(own.map(({ path }) => path))
  const judged = studyFaults(input).filter(({ path }) => !unread.has(path))
  const isJson = form.space.view === 'json'
  const placed = judged.map((fault) =>
    isJson && fault.path.includes('.') ? { ...fault, path: 'space' } : fault
  )
  return { input, faults: [...own, ...placed] }
}

/**
 * What the service launches.
 * @throws E_INVALID_PARAMETER with the first fault
 */
export function studyInputOf(form: StudyForm): StudyInput {
  const { input, faults } = readStudyForm(form)
  const [fault] = faults
  if (fault) throw new InvalidParameter(fault.path, fault.message, fault.remedy)
  return input
}

function inputOf(form: StudyForm, faults: ValueFault[]): StudyInput {
  const number = (path: string, text: string) => numberIn(path, text, faults)
  const { objective, second } = form
  const given = {
    minResource: number('grace-period', form.gracePeriod),
    maxResource: number('max-resource', form.maxResource),
    eta: number('reduction-factor', form.eta),
    startupTrials: number('startup-trials', form.startupTrials),
    seed: number('seed', form.seed),
    seeds: trainingSeedsIn(form.seeds, faults),
    concurrency: number('concurrency', form.concurrency),
    warmStartId: number('warm-start', form.warmStart),
  }
  const budget = {
    trials: number('trials', form.trials),
    episodes: number('episodes', form.maxEpisodes),
    seconds: secondsIn(form.maxHours, faults),
  }
  return {
    datasets: form.datasets,
    preset: form.preset,
    set: assignmentsIn(form.set, faults),
    name: form.name === '' ? null : form.name,
    notes: form.notes,
    space: spaceIn(form.space, faults),
    objectives: [objective, ...(second === null ? [] : [second])].map(objectiveOf),
    scheduler: form.scheduler,
    sampler: form.sampler,
    ...known(given),
    budget: known(budget),
    enqueue: pointsIn(form.enqueue, faults),
  }
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function known<T extends object>(given: T): Known<T> {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined)
  ) as Known<T>
}

export function numberIn(path: string, text: string, faults: ValueFault[]): number | undefined {
  if (text === '') return undefined
  const value = Number(text.replaceAll(',', '').replace('−', '-'))
  if (Number.isFinite(value)) return value
  const message = `${path} is "${text}", but must be a number.`
  faults.push({ path, message, remedy: 'Leave it empty for the default.' })
  return undefined
}

function trainingSeedsIn(text: string, faults: ValueFault[]): number[] | undefined {
  if (text === '') return undefined
  const seeds = seedsIn(text)
  if (seeds !== null) return seeds
  const message = `seeds is "${text}", but must be 1 to 100 integers from 0 to 4294967295.`
  faults.push({ path: 'seeds', message, remedy: 'Give for example 1, 2, 3 or 1-3.' })
  return undefined
}

export function secondsIn(text: string, faults: ValueFault[]): number | undefined {
  const hours = numberIn('seconds', text, faults)
  if (hours === undefined) return undefined
  if (hours > 0 && hours <= MOST_HOURS) return hours * SECONDS_AN_HOUR
  const message = `The limit of time is ${hours} hours, but must be over 0 and at most ${MOST_HOURS}, a year.`
  faults.push({ path: 'seconds', message, remedy: 'Leave it empty for no limit.' })
  return undefined
}

/** Lines of `path=value`. */
function assignmentsIn(text: string, faults: ValueFault[]): Record<string, string> {
  return Object.fromEntries(
    text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .flatMap((line) => {
        const pair = pairIn(line)
        if (pair !== null) return [pair]
        const message = `"${line.trim()}" has no "=", but every line must be path=value.`
        faults.push({ path: 'set', message, remedy: 'Write for example agent.nStep=3.' })
        return []
      })
  )
}

/** A point on each line, `path=value` with semicolons between. */
export function pointsIn(text: string, faults: ValueFault[]): TrialValues[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const pairs = line.split(';').filter((part) => part.trim() !== '')
    const values = pairs.flatMap((part) => {
      const pair = pairIn(part)
      if (pair === null) {
        const message = `"${part.trim()}" has no "=", but each value of a trial must be path=value.`
        const remedy = 'Write for example agent.nStep=3; agent.double=off.'
        faults.push({ path: 'enqueue', message, remedy })
        return []
      }
      const parameter = parameterAt(pair[0])
      return [[pair[0], parameter ? readValue(parameter, pair[1]) : pair[1]]]
    })
    return Object.fromEntries(values) as TrialValues
  })
}

function pairIn(text: string): [string, string] | null {
  const at = text.indexOf('=')
  return at > 0 ? [text.slice(0, at).trim(), text.slice(at + 1).trim()] : null
}

/** JSON of the space, from whichever view it is edited in. */
export function spaceIn({ view, json, rows }: SpaceForm, faults: ValueFault[]): unknown {
  if (view === 'rows') return spaceOfRows(rows)
  try {
    return JSON.parse(json) as unknown
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const remedy =
      'Write for example {"agent.learningRate": {"low": 0.0001, "high": 0.01, "log": true}}.'
    faults.push({ path: 'space', message: `The search space is no JSON: ${reason}.`, remedy })
    return null
  }
}

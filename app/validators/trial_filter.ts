import {
  OBJECTIVE_KEY,
  rangeKey,
  readBounds,
  readParameterRanges,
  writeParameterRange,
  writeBounds,
} from '#core/tuning/analysis/parameter_ranges'
import { valueText } from '#core/parameters/value_text'
import type { SearchSpace } from '#core/tuning/search_space'
import { parameterLabel } from '#core/parameters/parameter_label'
import { type TrialFilter } from '#services/pages/studies/trial_table'
import { TRIAL_STATUSES } from '#transformers/records/study_record'
import { integerIn, textIn } from '#validators/list_query'

type Query = Readonly<Record<string, unknown>>

/** A form repeats what it has several of, an address may join it. */
function listIn(query: Query, name: string): string[] {
  const given = [query[name]].flat().filter((each) => typeof each === 'string')
  return given.flatMap((each) => each.split(',')).map((each) => each.trim())
}

/**
 * Which trials are listed: `status` (several), `rung`, `objective=0.5..1.2` with the episodes `at` which it
 * is meant, and `in.agent.gamma=0.95..0.99` for any searched parameter. What cannot be read is passed over.
 * @param rungs episodes of all rungs
 */
export function trialFilter(
  query: Query,
  space: SearchSpace,
  rungs: readonly number[]
): TrialFilter {
  const wanted = listIn(query, 'status')
  const at = integerIn(query, 'at_episodes')
  const rung = integerIn(query, 'rung')
  return {
    statuses: TRIAL_STATUSES.filter((status) => wanted.includes(status)),
    rung: rung !== null && rung < rungs.length ? rung : null,
    objective: readBounds(textIn(query, OBJECTIVE_KEY) ?? ''),
    at: at !== null && rungs.includes(at) ? at : null,
    ranges: readParameterRanges(query, space),
  }
}

/** A part of the filter in words, with the parameters of the address that take it away. */
export interface FilterChip {
  readonly label: string
  readonly value: string
  readonly names: readonly string[]
}

/** What the table is filtered by, part by part. */
export function filterChips(
  { statuses, rung, objective, at, ranges }: TrialFilter,
  space: SearchSpace
): FilterChip[] {
  const chips: FilterChip[] = []
  if (statuses.length > 0) {
    chips.push({ label: 'Status', value: statuses.join(' or '), names: ['status'] })
  }
  if (rung !== null) chips.push({ label: 'Rung', value: String(rung), names: ['rung'] })
  if (objective !== null) {
    const where = at === null ? '' : ` at ${at} episodes`
    const value = `${words(writeBounds(objective))}${where}`
    chips.push({ label: 'Objective', value, names: [OBJECTIVE_KEY, 'at_episodes'] })
  }
  for (const range of ranges) {
    const value =
      range.kind === 'choices'
        ? range.choices.map((choice) => valueText(choice)).join(' or ')
        : words(writeParameterRange(range, space))
    chips.push({ label: parameterLabel(range.path), value, names: [rangeKey(range.path)] })
  }
  return chips
}

/** `0.5..1.2` as people say it. */
function words(range: string): string {
  const [low = '', high = ''] = range.replaceAll('-', '−').split('..')
  if (low === '') return `up to ${high}`
  return high === '' ? `from ${low}` : `${low} to ${high}`
}

/** A range as the form shows it: text for a number, a tick for each choice. */
export interface RangeField {
  readonly key: string
  readonly id: string
  readonly label: string
  readonly given: string
  readonly choices: readonly {
    readonly place: number
    readonly text: string
    readonly chosen: boolean
  }[]
}

/** A field for each searched parameter, filled with what is asked for. */
export function rangeFields({ ranges }: TrialFilter, { dimensions }: SearchSpace): RangeField[] {
  return dimensions.map((dimension) => {
    const { path } = dimension
    const range = ranges.find((each) => each.path === path)
    const given = range === undefined ? '' : writeParameterRange(range, { dimensions })
    const places = given.split(',')
    return {
      key: rangeKey(path),
      id: `in-${path.replace('.', '-')}`,
      label: parameterLabel(path),
      given,
      choices:
        dimension.type === 'categorical'
          ? dimension.choices.map((choice, place) => ({
              place,
              text: valueText(choice),
              chosen: range !== undefined && places.includes(String(place)),
            }))
          : [],
    }
  })
}

import { parameterAt } from '#core/parameters/resolve'
import type { ParameterRange } from '#core/tuning/analysis/parameter_ranges'
import type { TrialValues } from '#core/tuning/search_space'
import type { TrialStatus } from '#services/tuning/study_rows'
import { keysetPage, type Cursor, type KeysetPage, type Sort } from '#services/pages/keyset'

export interface ListedTrial {
  readonly id: number
  readonly status: TrialStatus
  readonly origin: string
  readonly rung: number | null
  readonly value: number | null
  readonly value_2: number | null
  readonly values: TrialValues
  readonly experiment_id: number | null
  readonly seconds: number | null
  readonly error_message: string | null
}

export interface TrialFilter {
  readonly status: string | null
  readonly rung: number | null
  readonly ranges: readonly ParameterRange[]
}

export const TRIAL_LIST_SORTS = { id: 't.number', value: 't.value', rung: 't.rung' }

/** Trials of a study, paged by key. */
export async function trialTable(
  studyId: number,
  { status, rung, ranges }: TrialFilter,
  sort: Sort,
  cursor: Cursor | null
): Promise<KeysetPage<ListedTrial>> {
  const conditions = ranges.map((_, k) => rangeCondition(ranges[k], k))
  return keysetPage<ListedTrial>({
    select: `t.number as id, t.status, t.origin, t.rung, t.value, t.value_2, t.values, t.error_message,
      e.experiment_id,
      (select sum(r.seconds) from training_runs r where r.experiment_id = e.experiment_id) as seconds`,
    from: `from study_trials t
      left join experiments e on e.study_trial_id = t.study_trial_id
      where t.study_id = :study and (:status::text is null or t.status = :status)
        and (:rung::int is null or t.rung = :rung)
        ${conditions.map(({ sql }) => `and ${sql}`).join(' ')}`,
    bindings: {
      study: studyId,
      status,
      rung,
      ...Object.assign({}, ...conditions.map(({ bindings }) => bindings)),
    },
    sortable: TRIAL_LIST_SORTS,
    kinds: { rung: 'integer' },
    id: 't.number',
    sort,
    cursor,
  })
}

/** Paths are the study's own dimensions; they still enter as bindings. */
function rangeCondition(range: ParameterRange, k: number) {
  const path = { [`path${k}`]: range.path }
  if (range.kind === 'numbers') {
    return {
      sql: `(t.values ->> :path${k})::float8 between :low${k} and :high${k}`,
      bindings: { ...path, [`low${k}`]: bounded(range.low), [`high${k}`]: bounded(range.high) },
    }
  }
  return {
    sql: `t.values -> :path${k} = any(array(select jsonb_array_elements(:choices${k}::jsonb)))`,
    bindings: { ...path, [`choices${k}`]: JSON.stringify(range.choices) },
  }
}

function bounded(value: number): number {
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value))
}

/** Short words for a parameter, as the head of its column. */
export function parameterLabel(path: string): string {
  return parameterAt(path)?.label ?? path
}

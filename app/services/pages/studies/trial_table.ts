import type { Bounds, ParameterRange } from '#core/tuning/analysis/parameter_ranges'
import type { TrialValues } from '#core/tuning/search_space'
import type { TrialStatus } from '#services/tuning/study_rows'
import type { Bindings } from '#services/pages/rows'
import {
  bracketSql,
  rungSql,
  trialOrders,
  type OrderedPlan,
} from '#services/pages/studies/trial_orders'
import {
  keysetPage,
  parseCursor,
  type Cursor,
  type KeysetPage,
  type Sort,
} from '#services/pages/keyset'

export interface ListedTrial {
  readonly id: number
  readonly study_trial_id: number
  readonly status: TrialStatus
  readonly origin: string
  /** How many of the study's lowest rungs its ladder leaves out; 0 outside of Hyperband. */
  readonly bracket: number
  /** Of its own ladder; with the bracket, a rung of the study. */
  readonly rung: number | null
  /** Episodes of each seed at the rung it was last handed out to. */
  readonly resource: number
  readonly value: number | null
  readonly value_2: number | null
  readonly values: TrialValues
  readonly experiment_id: number | null
  /** Of training, over all seeds; null before the first stretch has ended. */
  readonly seconds: number | null
  /** Host and process that trained it last. */
  readonly worker: string | null
  readonly error_message: string | null
}

/** An empty list of statuses and every null: any. */
export interface TrialFilter {
  readonly statuses: readonly TrialStatus[]
  /** Of the study. */
  readonly rung: number | null
  /** Of the first objective, in its own unit. */
  readonly objective: Bounds | null
  /** Episodes at which the objective lies within its bounds; null: where the trial came furthest. */
  readonly at: number | null
  readonly ranges: readonly ParameterRange[]
}

/** The study whose trials are listed. */
export interface TrialsOf {
  readonly study_id: number
  readonly plan: OrderedPlan
}

/** Trials of a study, paged by key. */
export async function trialTable(
  { study_id: studyId, plan }: TrialsOf,
  filter: TrialFilter,
  sort: Sort,
  cursor: Cursor | null,
  pageRows?: number
): Promise<KeysetPage<ListedTrial>> {
  const conditions = [...filterConditions(filter, plan), ...filter.ranges.map(rangeCondition)]
  return keysetPage<ListedTrial>({
    select: `t.number as id, t.study_trial_id, t.status, t.origin, t.rung, t.resource, t.value, t.value_2,
      t.values, t.error_message, t.seconds, t.worker, ${bracketSql(plan)} as bracket,
      (select e.experiment_id from experiments e where e.study_trial_id = t.study_trial_id)
        as experiment_id`,
    from: `from study_trials t where t.study_id = :study
      ${conditions.map(({ sql }) => `and ${sql}`).join(' ')}`,
    bindings: {
      study: studyId,
      ...Object.assign({}, ...conditions.map(({ bindings }) => bindings)),
    },
    ...trialOrders(plan),
    id: 't.number',
    sort,
    cursor,
    ...(pageRows === undefined ? {} : { pageRows }),
  })
}

/** A condition in SQL and what it binds. */
export interface Condition {
  readonly sql: string
  readonly bindings: Bindings
}

function filterConditions(
  { statuses, rung, objective, at }: TrialFilter,
  plan: OrderedPlan
): Condition[] {
  const conditions: Condition[] = []
  if (statuses.length > 0) {
    conditions.push({ sql: 't.status = any(:statuses)', bindings: { statuses } })
  }
  if (rung !== null) conditions.push({ sql: `${rungSql(plan)} = :rung`, bindings: { rung } })
  if (objective !== null) {
    const bindings = { least: bounded(objective.low), most: bounded(objective.high) }
    conditions.push(
      at === null
        ? { sql: 't.value between :least and :most', bindings }
        : { sql: REACHED_AT, bindings: { ...bindings, at } }
    )
  }
  return conditions
}

const REACHED_AT = `exists (select 1 from study_events v where v.study_id = t.study_id
  and v.kind = 'reported' and v.trial = t.number and v.resource = :at
  and v.value between :least and :most)`

/**
 * The condition of the `k`th range on trials `t`. Paths are the catalogue's; they still enter as bindings.
 */
export function rangeCondition(range: ParameterRange, k: number): Condition {
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

const EXPORTED_AT_ONCE = 5000

/** All trials that fit, in order, some thousands at a time. */
export async function* everyTrial(
  of: TrialsOf,
  filter: TrialFilter,
  sort: Sort
): AsyncGenerator<readonly ListedTrial[]> {
  let cursor: Cursor | null = null
  for (;;) {
    const page: KeysetPage<ListedTrial> = await trialTable(
      of,
      filter,
      sort,
      cursor,
      EXPORTED_AT_ONCE
    )
    if (page.rows.length > 0) yield page.rows.map(listed)
    cursor = page.next === null ? null : parseCursor(page.next, false)
    if (cursor === null) return
  }
}

/** Without what only paging needs. */
function listed(row: ListedTrial): ListedTrial {
  const { sort_value: _, ...trial } = row as ListedTrial & { readonly sort_value: unknown }
  return trial
}

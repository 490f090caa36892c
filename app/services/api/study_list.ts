import { bracketOf, bracketsOf } from '#core/tuning/brackets'
import type { Objective } from '#core/tuning/study_plan'
import type { SamplerName } from '#core/tuning/sampler'
import type { SchedulerName } from '#core/tuning/scheduler'
import type { ParameterRange } from '#core/tuning/analysis/parameter_ranges'
import { writeSearchSpace } from '#core/tuning/read_search_space'
import type { SearchSpace } from '#core/tuning/search_space'
import type { TrialOrigin } from '#core/tuning/study_log'
import { missing } from '#services/pages/missing'
import { rangeCondition } from '#services/pages/studies/trial_table'
import type { StudyStatus, TrialStatus } from '#services/tuning/study_rows'
import { PARAMETER_ORDERS } from '#services/tuning/parameter_orders'
import { studyHead } from '#services/tuning/study_head'
import { listRows, type ListRequest } from './list_rows.js'
import { allBounds, contains, period, type ListSpec, type SortColumn } from './list_spec.js'

export interface ApiStudy {
  readonly study_id: number
  readonly name: string
  readonly notes: string
  readonly status: StudyStatus
  readonly symbols: readonly string[]
  readonly datasets: readonly number[]
  readonly objectives: readonly Objective[]
  readonly scheduler: SchedulerName
  readonly sampler: SamplerName
  readonly reduction_factor: number
  readonly grace_period: number
  readonly max_resource: number
  readonly seed: number
  readonly seeds: readonly number[]
  readonly space: Readonly<Record<string, unknown>>
  readonly warm_start_id: number | null
  readonly warm_start_trials: number | null
  readonly warm_start_note: string | null
  readonly evaluation_id: number | null
  readonly fold: number | null
  readonly trials_bound: number | null
  readonly episodes_bound: number | null
  readonly seconds_bound: number | null
  readonly trials: number
  readonly trials_running: number
  readonly trials_failed: number
  readonly resource_used: number
  readonly resource_full: number
  readonly best_trial: number | null
  readonly best_value: number | null
  readonly best_resource: number | null
  readonly person: string | null
  readonly seconds: number
  readonly error: { code: string; message: string; remedy: string | null } | null
  readonly created_at: Date
  readonly ended_at: Date | null
}

type StoredStudy = Omit<ApiStudy, 'space'> & { readonly space: SearchSpace }

const SECONDS = 's.seconds + coalesce(extract(epoch from now() - s.running_since), 0)::float8'

/** Numbers of a study that a filter can bound. */
export const STUDY_BOUNDS = {
  trials: { sql: 's.trial_count', kind: 'integer' },
  trials_failed: { sql: 's.trials_failed', kind: 'integer' },
  best_value: { sql: 's.best_value', kind: 'double' },
  resource_used: { sql: 's.episodes_used', kind: 'double' },
  seconds: { sql: `(${SECONDS})`, kind: 'double' },
} as const

const STUDIES = {
  select: `s.study_id, s.name, s.notes, s.status,
    (select array_agg(d.symbol order by x.position) from study_datasets x
      join datasets d on d.dataset_id = x.dataset_id where x.study_id = s.study_id) as symbols,
    (select jsonb_agg(x.dataset_id order by x.position) from study_datasets x
      where x.study_id = s.study_id) as datasets,
    s.plan -> 'objectives' as objectives, s.plan ->> 'scheduler' as scheduler,
    s.plan ->> 'sampler' as sampler, (s.plan ->> 'eta')::int as reduction_factor,
    (s.plan ->> 'minResource')::int as grace_period,
    (s.plan #>> '{base,training,episodes}')::int as max_resource,
    (s.plan ->> 'seed')::bigint as seed, s.plan -> 'seeds' as seeds, s.plan -> 'space' as space,
    s.warm_start_id, jsonb_array_length(s.plan #> '{warmStart,trials}') as warm_start_trials,
    s.plan #>> '{warmStart,why}' as warm_start_note, s.evaluation_id, s.fold, s.trials_bound, s.episodes_bound, s.seconds_bound, s.trial_count as trials,
    s.trials_running, s.trials_failed, s.episodes_used as resource_used,
    s.trial_count * (s.plan #>> '{base,training,episodes}')::bigint
      * jsonb_array_length(s.plan -> 'seeds') as resource_full,
    s.best_trial, s.best_value, s.best_resource, u.email as person,
    ${SECONDS} as seconds,
    case when s.error_code is null then null else
      jsonb_build_object('code', s.error_code, 'message', s.error_message, 'remedy', s.error_remedy)
    end as error, s.created_at, s.ended_at`,
  from: 'from studies s left join users u on u.id = s.user_id',
  id: 's.study_id',
  sorts: {
    study_id: { sql: 's.study_id', kind: 'integer' },
    created_at: { sql: 's.created_at', kind: 'time' },
    trials: { sql: 's.trial_count', kind: 'integer' },
    best_value: { sql: 's.best_value', kind: 'double', nullable: true },
  },
  filters: {
    ids: 's.study_id = any(:ids)',
    study_id: 's.study_id = :study_id',
    status: 's.status = any(:status)',
    symbol: `exists (select 1 from study_datasets x join datasets d on d.dataset_id = x.dataset_id
      where x.study_id = s.study_id and d.symbol = :symbol)`,
    scheduler: "s.plan ->> 'scheduler' = any(:scheduler)",
    sampler: "s.plan ->> 'sampler' = any(:sampler)",
    search: `(${contains('s.name')} or ${contains('s.notes')})`,
    ...allBounds(STUDY_BOUNDS),
    ...period('created_at', 's.created_at'),
    ...period('ended_at', 's.ended_at'),
  },
} as const satisfies ListSpec

export const STUDY_SORTS = Object.keys(STUDIES.sorts)

export async function listStudies(
  filters: Readonly<Record<string, unknown>>,
  request: ListRequest
): Promise<{ rows: ApiStudy[]; next: string | null }> {
  const { rows, next } = await listRows<StoredStudy>(STUDIES, filters, request)
  return { rows: rows.map((row) => ({ ...row, space: writeSearchSpace(row.space) })), next }
}

/** @throws E_RECORD_NOT_FOUND */
export async function knownStudy(studyId: number): Promise<ApiStudy> {
  const { rows } = await listStudies({ study_id: studyId }, { sort: 'study_id', limit: 1 })
  if (rows[0] === undefined) throw await missing('study', studyId)
  return rows[0]
}

export interface ApiTrial {
  readonly study_trial_id: number
  readonly trial: number
  readonly origin: TrialOrigin
  readonly status: TrialStatus
  readonly bracket: number
  readonly rung: number | null
  readonly target_rung: number
  readonly resource: number
  readonly value: number | null
  readonly value_2: number | null
  readonly reports: readonly {
    readonly rung: number
    readonly resource: number
    readonly value: number | null
  }[]
  readonly parameters: Readonly<Record<string, unknown>>
  readonly experiment_id: number | null
  readonly runs: readonly number[]
  readonly seconds: number
  readonly error_message: string | null
  readonly created_at: Date
  readonly updated_at: Date
}

export const TRIAL_METRICS = {
  trial: { sql: 't.number', kind: 'integer' },
  value: { sql: 't.value', kind: 'double' },
  value_2: { sql: 't.value_2', kind: 'double' },
  resource: { sql: 't.resource', kind: 'integer' },
  rung: { sql: 't.rung', kind: 'integer' },
  seconds: { sql: 'r.seconds', kind: 'double' },
} as const

/** A trial without the parameter is least. */
const PARAMETER_SORTS: Readonly<Record<string, SortColumn>> = Object.fromEntries(
  Object.entries(PARAMETER_ORDERS).map(([path, order]) => [path, { ...order, nullable: true }])
)

const TRIALS = {
  select: `t.study_trial_id, t.number as trial, t.origin, t.status, t.rung, t.target_rung, t.resource,
    t.value, t.value_2, g.reports, t.values as parameters, e.experiment_id, r.runs, r.seconds, t.error_message,
    t.created_at, t.updated_at`,
  from: `from study_trials t
    left join experiments e on e.study_trial_id = t.study_trial_id
    left join lateral (
      select coalesce(jsonb_agg(run_id order by seed), '[]') as runs,
        coalesce(sum(seconds), 0) as seconds
      from training_runs where experiment_id = e.experiment_id
    ) r on true
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('rung', v.rung, 'resource', v.resource,
        'value', case when abs(v.value) < 'Infinity' then v.value end) order by v.rung), '[]') as reports
      from study_events v
      where v.study_id = t.study_id and v.kind = 'reported' and v.trial = t.number
    ) g`,
  where: ['t.study_id = :study'],
  id: 't.number',
  sorts: {
    trial: { sql: 't.number', kind: 'integer' },
    value: { sql: 't.value', kind: 'double', nullable: true },
    value_2: { sql: 't.value_2', kind: 'double', nullable: true },
    rung: { sql: 't.rung', kind: 'integer', nullable: true },
  },
  filters: {
    status: 't.status = any(:status)',
    origin: 't.origin = any(:origin)',
    rung: 't.rung = :rung',
    search: contains("coalesce(t.error_message, '')"),
    ...allBounds(TRIAL_METRICS),
    ...period('created_at', 't.created_at'),
    ...period('updated_at', 't.updated_at'),
  },
} as const satisfies ListSpec

/** A report of a trial at `:at` episodes. */
function reportedThere(condition: string): string {
  return `exists (select 1 from study_events v where v.study_id = t.study_id
    and v.kind = 'reported' and v.trial = t.number and v.resource = :at and ${condition})`
}

/** What bounds the objective where a trial came furthest bounds it at so many episodes. */
const AT_RESOURCE = {
  at: reportedThere('true'),
  min_value: reportedThere('v.value >= :min_value'),
  max_value: reportedThere('v.value <= :max_value'),
}

export const TRIAL_SORTS = [...Object.keys(TRIALS.sorts), ...Object.keys(PARAMETER_SORTS)]

/** Trials of a study, which is known to exist, whose parameters lie within `ranges`. */
export async function listTrials(
  studyId: number,
  filters: Readonly<Record<string, unknown>>,
  ranges: readonly ParameterRange[],
  request: ListRequest
) {
  const conditions = ranges.map(rangeCondition)
  const spec = {
    ...TRIALS,
    where: [...TRIALS.where, ...conditions.map(({ sql }) => sql)],
    sorts: { ...TRIALS.sorts, ...PARAMETER_SORTS },
    filters: { ...TRIALS.filters, ...(filters['at'] === undefined ? {} : AT_RESOURCE) },
  }
  const bound = Object.assign({}, ...conditions.map(({ bindings }) => bindings)) as object
  const { plan } = await studyHead(studyId)
  const brackets = bracketsOf(plan)
  const asked = { ...filters, ...bound, study: studyId }
  const { rows, next } = await listRows<Omit<ApiTrial, 'bracket'>>(spec, asked, request)
  return {
    rows: rows.map((row): ApiTrial => ({ ...row, bracket: bracketOf(brackets, row.trial) })),
    next,
  }
}

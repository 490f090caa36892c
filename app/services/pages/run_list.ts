import { experimentSummary, type ExperimentSummary } from '#services/pages/experiment_summary'
import { keysetPage, type Cursor, type KeysetPage, type Sort } from '#services/pages/keyset'
import { SHOWN_STATUS } from '#services/pages/run_status'
import { rows } from '#services/pages/rows'

/** A run within its experiment's group. */
export interface ListedRun {
  readonly run_id: number
  readonly experiment_id: number
  readonly seed: number
  readonly status: string
  readonly episodes_done: number
  readonly episodes_total: number
  readonly best_validation: number | null
  readonly benchmark: { readonly sharpe?: number | null } | null
  readonly start_time: Date | null
  readonly end_time: Date | null
}

export interface ListedExperiment {
  readonly id: number
  readonly name: string
  readonly preset: string | null
  readonly saved_preset: string | null
  readonly tags: readonly string[]
  readonly created_at: Date
  readonly person: string | null
  readonly datasets: readonly string[]
  readonly runs: readonly ListedRun[]
  readonly summary: ExperimentSummary
  /** Sharpe ratio of buy and hold over the validation range. */
  readonly hold: number | null
}

/** Whose experiments: a person's, the trials of studies, or the folds of walk-forward evaluations. */
const MADE_BY = {
  people: 'e.study_trial_id is null and e.fold is null',
  studies: 'e.study_trial_id is not null',
  folds: 'e.fold is not null',
} as const
export type MadeBy = keyof typeof MADE_BY
export const MAKERS = Object.keys(MADE_BY) as readonly MadeBy[]

const OWN_RUNS = 'from training_runs r where r.experiment_id = e.experiment_id'

/** Figures of an experiment that a filter bounds. */
export const RUN_FIGURES = {
  /** Median of its seeds' best validation Sharpe ratios. */
  sharpe: 'e.median_validation',
  /** Sharpe ratio of buy and hold over the validation range. */
  hold: `(select (r.benchmark ->> 'sharpe')::float8 ${OWN_RUNS} and r.benchmark is not null
    order by r.run_id limit 1)`,
  /** Per cent of the episodes of all its seeds. */
  progress: `(select 100.0 * sum(r.episodes_done) / sum(r.episodes_total) ${OWN_RUNS})`,
  /** Seeds that have completed. */
  done: `(select count(*) ${OWN_RUNS} and r.status = 'completed')`,
} as const
export type RunFigure = keyof typeof RUN_FIGURES

export interface RunListFilter {
  readonly madeBy: MadeBy
  readonly status: string | null
  readonly dataset: string | null
  /** Within its name, its notes, those of its runs, or a tag. */
  readonly name: string | null
  readonly tag: string | null
  readonly preset: string | null
  readonly person: string | null
  /** Day of the launch, the first and the last that count. */
  readonly since: string | null
  readonly until: string | null
  /** `agent.nStep=3`: experiments whose parameter has this value. */
  readonly parameter: string | null
  /** Bounds of figures, both included. */
  readonly ranges: readonly {
    readonly figure: RunFigure
    readonly min: number | null
    readonly max: number | null
  }[]
}

/** More than a few pages of a list hold are not told to who comes back. */
const MOST_CAUGHT_UP = 200

export const RUN_SORTS = {
  id: 'e.experiment_id',
  name: 'e.name',
  sharpe: 'e.median_validation',
}

function conditions(filter: RunListFilter) {
  const parts: string[] = [MADE_BY[filter.madeBy]]
  const bindings: Record<string, string | number> = {}
  if (filter.status) {
    parts.push(`exists (select 1 from training_runs r where r.experiment_id = e.experiment_id
      and (${SHOWN_STATUS}) = :status)`)
    bindings['status'] = filter.status
  }
  if (filter.dataset) {
    parts.push(`exists (select 1 from experiment_datasets ed join datasets d using (dataset_id)
      where ed.experiment_id = e.experiment_id and d.symbol ilike :dataset)`)
    bindings['dataset'] = filter.dataset
  }
  if (filter.name) {
    const texts = `concat_ws(' ', e.name, e.notes, array_to_string(e.tags, ' '))`
    parts.push(`(position(lower(:name) in lower(${texts})) > 0
      or exists (select 1 from training_runs r where r.experiment_id = e.experiment_id
        and position(lower(:name) in lower(r.notes)) > 0))`)
    bindings['name'] = filter.name
  }
  if (filter.tag) {
    parts.push('e.tags @> array[:tag]')
    bindings['tag'] = filter.tag
  }
  if (filter.preset) {
    parts.push('lower(:preset) in (e.preset, lower(e.saved_preset))')
    bindings['preset'] = filter.preset
  }
  if (filter.person) {
    parts.push('position(lower(:person) in lower(u.email)) > 0')
    bindings['person'] = filter.person
  }
  for (const { figure, min, max } of filter.ranges) {
    for (const [bound, operator, value] of [
      ['min', '>=', min],
      ['max', '<=', max],
    ] as const) {
      if (value === null) continue
      parts.push(`${RUN_FIGURES[figure]} ${operator} cast(:${bound}_${figure} as float8)`)
      bindings[`${bound}_${figure}`] = value
    }
  }
  if (filter.since) {
    parts.push("e.created_at >= cast(:since as timestamp) at time zone 'UTC'")
    bindings['since'] = filter.since
  }
  if (filter.until) {
    parts.push("e.created_at < (cast(:until as timestamp) + interval '1 day') at time zone 'UTC'")
    bindings['until'] = filter.until
  }
  const [path, value] = (filter.parameter ?? '').split('=')
  if (path && value) {
    parts.push(`e.parameters #>> string_to_array(:path, '.') = :value`)
    Object.assign(bindings, { path: path.trim(), value: value.trim() })
  }
  return { where: parts.join(' and '), bindings }
}

async function runsOf(experimentIds: readonly number[]): Promise<ListedRun[]> {
  if (experimentIds.length === 0) return []
  return rows<ListedRun>(
    `select r.run_id, r.experiment_id, r.seed, ${SHOWN_STATUS} as status, r.episodes_done,
       r.episodes_total, r.best_validation, r.benchmark, r.start_time, r.end_time
     from training_runs r where r.experiment_id = any(:ids) order by r.experiment_id, r.run_id`,
    { ids: experimentIds }
  )
}

const COLUMNS = `e.experiment_id as id, e.name, e.preset, e.saved_preset, e.tags, e.created_at,
  u.email as person,
  array(select d.symbol || ' ' || d.interval from experiment_datasets ed
    join datasets d using (dataset_id) where ed.experiment_id = e.experiment_id
    order by ed.position) as datasets`
const TABLES = 'from experiments e left join users u on u.id = e.user_id'

type BareExperiment = Omit<ListedExperiment, 'runs' | 'summary' | 'hold'>

async function withRuns(experiments: readonly BareExperiment[]): Promise<ListedExperiment[]> {
  const runs = await runsOf(experiments.map(({ id }) => id))
  return experiments.map((each) => {
    const own = runs.filter(({ experiment_id: owner }) => owner === each.id)
    const hold = own.find(({ benchmark }) => benchmark !== null)?.benchmark?.sharpe ?? null
    return { ...each, runs: own, summary: experimentSummary(own), hold }
  })
}

/** Those of the named experiments that a list of this maker shows, with their runs. */
export async function listedExperiments(
  ids: readonly number[],
  madeBy: MadeBy
): Promise<ListedExperiment[]> {
  if (ids.length === 0) return []
  return withRuns(
    await rows<BareExperiment>(
      `select ${COLUMNS} ${TABLES} where e.experiment_id = any(:ids) and ${MADE_BY[madeBy]}`,
      { ids }
    )
  )
}

/** Experiments of the given runs. */
export async function experimentsOf(runIds: readonly number[]): Promise<number[]> {
  if (runIds.length === 0) return []
  const found = await rows<{ id: number }>(
    'select distinct experiment_id as id from training_runs where run_id = any(:ids)',
    { ids: runIds }
  )
  return found.map(({ id }) => id)
}

/** Experiments with a run that waits, trains, or was queued or ended since a moment; the newest. */
export async function experimentsSince(since: Date, madeBy: MadeBy): Promise<number[]> {
  const found = await rows<{ id: number }>(
    `select e.experiment_id as id from experiments e where ${MADE_BY[madeBy]}
       and e.experiment_id in (
         select experiment_id from training_runs where status in ('queued', 'running')
         union all select experiment_id from training_runs where queued_at >= :since
         union all select experiment_id from training_runs where end_time >= :since)
     order by e.experiment_id desc limit ${MOST_CAUGHT_UP}`,
    { since }
  )
  return found.map(({ id }) => id)
}

/** Experiments with their runs, newest first. */
export async function runList(
  filter: RunListFilter,
  sort: Sort,
  cursor: Cursor | null
): Promise<KeysetPage<ListedExperiment>> {
  const { where, bindings } = conditions(filter)
  const page = await keysetPage<BareExperiment>({
    select: COLUMNS,
    from: `${TABLES} where ${where}`,
    bindings,
    sortable: RUN_SORTS,
    kinds: { name: 'text' },
    known: ['name'],
    id: 'e.experiment_id',
    sort,
    cursor,
  })
  return { ...page, rows: await withRuns(page.rows) }
}

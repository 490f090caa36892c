import { SHOWN_STATUS } from '#services/pages/run_status'
import { row } from '#services/pages/rows'
import { missing } from '#services/pages/missing'
import { listRows, type ListRequest } from './list_rows.js'
import { allBounds, contains, period, type ListSpec } from './list_spec.js'

export interface ApiRun {
  readonly run_id: number
  readonly experiment_id: number
  readonly experiment_name: string
  readonly preset: string | null
  readonly saved_preset: string | null
  readonly datasets: readonly number[]
  readonly symbols: readonly string[]
  readonly seed: number
  readonly status: string
  readonly cancel_requested: boolean
  readonly attempts: number
  readonly queued_at: Date
  readonly start_time: Date | null
  readonly end_time: Date | null
  readonly heartbeat_at: Date | null
  readonly worker: string | null
  readonly parameters: Readonly<Record<string, unknown>>
  readonly notes: string
  readonly fingerprint: Readonly<Record<string, unknown>> | null
  readonly code_version: string | null
  readonly splits: readonly Readonly<Record<string, unknown>>[] | null
  readonly buy_and_hold: Readonly<Record<string, unknown>> | null
  readonly observation_names: readonly string[] | null
  readonly episodes: number
  readonly episodes_total: number
  readonly env_steps: number
  readonly updates: number
  readonly seconds: number
  readonly env_steps_per_second: number | null
  readonly updates_per_second: number | null
  readonly epsilon: number | null
  readonly mean_loss: number | null
  readonly best_validation: number | null
  readonly best_episode_id: number | null
  readonly weights_sha256: string | null
  readonly error: { code: string; message: string; remedy: string | null } | null
}

/** Numbers of a run that a filter can bound and an order can use. */
const RUN_METRICS = {
  episodes: { sql: 'r.episodes_done', kind: 'integer' },
  seconds: { sql: 'r.seconds', kind: 'double' },
  best_validation: { sql: 'r.best_validation', kind: 'double', nullable: true },
} as const

/** Numbers of a run that a filter can bound. */
export const RUN_BOUNDS = {
  ...RUN_METRICS,
  attempts: { sql: 'r.attempts', kind: 'integer' },
  episodes_total: { sql: 'r.episodes_total', kind: 'integer' },
  env_steps: { sql: 'r.env_steps', kind: 'double' },
  updates: { sql: 'r.updates', kind: 'double' },
  env_steps_per_second: { sql: 'r.env_steps_per_second', kind: 'double' },
  updates_per_second: { sql: 'r.updates_per_second', kind: 'double' },
  epsilon: { sql: 'r.epsilon', kind: 'double' },
  mean_loss: { sql: 'r.mean_loss', kind: 'double' },
} as const

const HAS_SYMBOL = `exists (select 1 from experiment_datasets ed join datasets d using (dataset_id)
  where ed.experiment_id = r.experiment_id and d.symbol = :symbol)`

const RUNS = {
  select: `r.run_id, r.experiment_id, x.name as experiment_name, x.preset, x.saved_preset, r.seed,
    ${SHOWN_STATUS} as status, r.cancel_requested, r.attempts, r.queued_at, r.start_time, r.end_time,
    r.heartbeat_at, w.host as worker, r.parameters, r.notes, r.fingerprint, r.code_version, r.splits,
    r.benchmark as buy_and_hold, to_json(r.observation_names) as observation_names,
    r.episodes_done as episodes, r.episodes_total, r.env_steps, r.updates, r.seconds, r.env_steps_per_second, r.updates_per_second, r.epsilon,
    r.mean_loss, r.best_validation, r.best_episode_id, r.weights_sha256,
    array_to_json(array(select ed.dataset_id from experiment_datasets ed
      where ed.experiment_id = r.experiment_id order by ed.position)) as datasets,
    array(select d.symbol from experiment_datasets ed join datasets d using (dataset_id)
      where ed.experiment_id = r.experiment_id order by ed.position) as symbols,
    case when r.error_code is null then null else json_build_object(
      'code', r.error_code, 'message', r.error_message, 'remedy', r.error_remedy) end as error`,
  from: `from training_runs r join experiments x using (experiment_id)
    left join workers w using (worker_id)`,
  id: 'r.run_id',
  sorts: {
    run_id: { sql: 'r.run_id', kind: 'integer' },
    experiment_id: { sql: 'r.experiment_id', kind: 'integer' },
    seed: { sql: 'r.seed', kind: 'double' },
    queued_at: { sql: 'r.queued_at', kind: 'time' },
    start_time: { sql: 'r.start_time', kind: 'time', nullable: true },
    end_time: { sql: 'r.end_time', kind: 'time', nullable: true },
    ...RUN_METRICS,
  },
  filters: {
    ids: 'r.run_id = any(:ids)',
    run_id: 'r.run_id = :run_id',
    experiment_id: 'r.experiment_id = :experiment_id',
    study_id: `x.study_trial_id in (select study_trial_id from study_trials where study_id = :study_id)`,
    status: `(${SHOWN_STATUS}) = any(:status)`,
    symbol: HAS_SYMBOL,
    seed: 'r.seed = :seed',
    preset: 'lower(:preset) in (x.preset, lower(x.saved_preset))',
    tag: 'x.tags @> array[cast(:tag as text)]',
    worker: 'w.host = :worker',
    search: `(${contains('x.name')} or ${contains('r.notes')})`,
    parameter: `r.parameters #>> :parameter_path = :parameter`,
    ...period('queued_at', 'r.queued_at'),
    ...period('start_time', 'r.start_time'),
    ...period('end_time', 'r.end_time'),
    ...period('heartbeat_at', 'r.heartbeat_at'),
    ...allBounds(RUN_BOUNDS),
  },
} as const satisfies ListSpec

export const RUN_SORTS = Object.keys(RUNS.sorts)

/** Runs of any experiment. `parameter` is `agent.nStep=3`: those whose parameter has this value. */
export function listRuns(filters: Readonly<Record<string, unknown>>, request: ListRequest) {
  const [path = '', ...value] = String(filters['parameter'] ?? '').split('=')
  const split = filters['parameter'] === undefined ? {} : { parameter: value.join('=') }
  return listRows<ApiRun>(RUNS, { ...filters, ...split, parameter_path: path.split('.') }, request)
}

/** @throws E_RECORD_NOT_FOUND */
export async function knownRun(runId: number): Promise<ApiRun> {
  const found = await row<ApiRun>(`select ${RUNS.select} ${RUNS.from} where r.run_id = :run`, {
    run: runId,
  })
  if (found === null) throw await missing('run', runId)
  return found
}

/** Runs in the order of their ids. */
export async function runsOf(runIds: readonly number[]): Promise<ApiRun[]> {
  const { rows } = await listRows<ApiRun>(
    { ...RUNS, where: ['r.run_id = any(:runs)'] },
    { runs: runIds },
    { sort: 'run_id', limit: runIds.length }
  )
  return rows
}

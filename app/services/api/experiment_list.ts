import { experimentSummary } from '#services/pages/experiment_summary'
import { missing } from '#services/pages/missing'
import { rows } from '#services/pages/rows'
import { SHOWN_STATUS } from '#services/pages/run_status'
import { listRows, type ListRequest } from './list_rows.js'
import { contains, period, type ListSpec } from './list_spec.js'

interface Seed {
  readonly run_id: number
  readonly seed: number
  readonly status: string
  readonly episodes_done: number
  readonly episodes_total: number
  readonly best_validation: number | null
}

interface Head {
  readonly experiment_id: number
  readonly name: string
  readonly preset: string | null
  readonly saved_preset: string | null
  readonly tags: readonly string[]
  readonly notes: string
  readonly person: string | null
  readonly created_at: Date
  readonly datasets: readonly number[]
  readonly symbols: readonly string[]
}

export interface ApiExperiment extends Head {
  readonly status: string
  readonly median_validation: number | null
  readonly runs: readonly Seed[]
}

const HAS_STATUS = `exists (select 1 from training_runs r where r.experiment_id = x.experiment_id
  and (${SHOWN_STATUS}) = any(:status))`
const HAS_SYMBOL = `exists (select 1 from experiment_datasets ed join datasets d using (dataset_id)
  where ed.experiment_id = x.experiment_id and d.symbol = :symbol)`

const hasValidation = (bound: string) => `exists (select 1 from training_runs r
  where r.experiment_id = x.experiment_id and r.best_validation ${bound})`

const EXPERIMENTS = {
  select: `x.experiment_id, x.name, x.preset, x.saved_preset, x.tags, x.notes, u.email as person, x.created_at,
    array_to_json(array(select ed.dataset_id from experiment_datasets ed
      where ed.experiment_id = x.experiment_id order by ed.position)) as datasets,
    array(select d.symbol from experiment_datasets ed join datasets d using (dataset_id)
      where ed.experiment_id = x.experiment_id order by ed.position) as symbols`,
  from: 'from experiments x left join users u on u.id = x.user_id',
  id: 'x.experiment_id',
  sorts: {
    experiment_id: { sql: 'x.experiment_id', kind: 'integer' },
    name: { sql: 'x.name', kind: 'text' },
    created_at: { sql: 'x.created_at', kind: 'time' },
    median_validation: { sql: 'x.median_validation', kind: 'double', nullable: true },
  },
  filters: {
    ids: 'x.experiment_id = any(:ids)',
    experiment_id: 'x.experiment_id = :experiment_id',
    status: HAS_STATUS,
    symbol: HAS_SYMBOL,
    preset: 'lower(:preset) in (x.preset, lower(x.saved_preset))',
    tag: 'x.tags @> array[cast(:tag as text)]',
    person: 'u.email = :person',
    min_validation: hasValidation('>= :min_validation'),
    max_validation: hasValidation('<= :max_validation'),
    search: `(${contains('x.name')} or ${contains('x.notes')})`,
    ...period('created_at', 'x.created_at'),
  },
} as const satisfies ListSpec

export const EXPERIMENT_SORTS = Object.keys(EXPERIMENTS.sorts)

/** Experiments, each with its runs. */
export async function listExperiments(
  filters: Readonly<Record<string, unknown>>,
  request: ListRequest
) {
  const page = await listRows<Head>(EXPERIMENTS, filters, request)
  const ids = page.rows.map(({ experiment_id: id }) => id)
  const seeds = await rows<Seed & { experiment_id: number }>(
    `select r.experiment_id, r.run_id, r.seed, ${SHOWN_STATUS} as status, r.episodes_done,
       r.episodes_total, r.best_validation
     from training_runs r where r.experiment_id = any(:ids) order by r.run_id`,
    { ids }
  )
  const byExperiment = Map.groupBy(seeds, ({ experiment_id: id }) => id)
  return {
    ...page,
    rows: page.rows.map((head): ApiExperiment => {
      const runs = byExperiment.get(head.experiment_id) ?? []
      const { status, median } = experimentSummary(runs as never)
      return { ...head, status, median_validation: median, runs }
    }),
  }
}

/** @throws E_RECORD_NOT_FOUND */
export async function knownExperiment(experimentId: number): Promise<ApiExperiment> {
  const request = { sort: 'experiment_id', limit: 1 }
  const { rows: found } = await listExperiments({ experiment_id: experimentId }, request)
  if (found[0] === undefined) throw await missing('experiment', experimentId)
  return found[0]
}

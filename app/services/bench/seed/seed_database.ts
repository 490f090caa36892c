import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { CodedError } from '#core/errors'
import { streamOf } from '#core/random/streams'
import type { Actor } from '#services/audit_service'
import { seedAudit, seedPeople, seedResults } from '#services/bench/seed/seed_around'
import { seedEvaluations } from '#services/bench/seed/seed_evaluations'
import { seedMarkets } from '#services/bench/seed/seed_markets'
import { planOf, type SeedSize } from '#services/bench/seed/seed_plan'
import { seedStudy } from '#services/bench/seed/seed_study'
import { SeedRuns } from '#services/bench/seed/seed_runs'
import DatasetService from '#services/dataset_service'

/** Made-up records would stand beside somebody's own. */
class DatabaseNotEmpty extends CodedError {
  readonly code = 'E_DATABASE_NOT_EMPTY'
  readonly kind = 'refused'

  constructor(runs: number) {
    super(
      `The database holds ${runs} runs already; nothing was seeded.`,
      'Seed an empty database (another DATA_DIR or DATABASE_URL), or add to this one with --add.'
    )
  }
}

export interface Seeding {
  readonly size: SeedSize
  /** Whether a database that has runs may be added to. */
  readonly add: boolean
  readonly seed: number
  readonly signal: AbortSignal
  readonly tell: (line: string) => void
}

export interface Seeded extends SeedSize {
  readonly experiments: number
  readonly datasets: number
  readonly trades: number
  readonly operations: number
  readonly evaluations: number
  readonly people: number
  /** The study of so many trials, and a small one. */
  readonly study?: number
  readonly small_study?: number
  readonly seconds: number
}

/** Every table that pages read; statistics and visibility are those of a database in use. */
const TABLES = `experiments, experiment_datasets, training_runs, run_events, episodes, steps, trades,
  trading_operations, models, trials, evaluation_runs, evaluation_metrics, evaluation_documents,
  audit_events, users, workers, datasets, test_looks, studies, study_trials, study_events,
  study_segments`

const SMALL_STUDY = 30

/** Fills the database with plausible records of any number, the same ones for the same seed. */
@inject()
export default class SeedDatabase {
  constructor(protected datasets: DatasetService) {}

  /** @throws E_INVALID_PARAMETER, E_DATABASE_NOT_EMPTY */
  async fill({ size, add, seed, signal, tell }: Seeding, actor: Actor): Promise<Seeded> {
    const started = performance.now()
    const plan = planOf(size)
    const known = await countOf('training_runs')
    if (known > 0 && !add) throw new DatabaseNotEmpty(known)
    const before = await counts()
    tell('people and datasets …')
    const people = await seedPeople()
    const markets = await seedMarkets(this.datasets, actor)
    const runs = new SeedRuns(plan, markets, people, streamOf(seed, 'benchmark'))
    const runIds = await runs.store((done) => tell(`${done} of ${size.runs} runs …`), signal)
    tell('models, log lines and evaluations …')
    await seedResults(runIds, markets)
    const evaluations = await seedEvaluations(runIds, markets)
    await seedAudit(runIds)
    const { trials = 0 } = size
    const studies = trials === 0 ? {} : await this.#studies(markets[0].datasetId, trials, tell)
    await db.rawQuery(`vacuum (analyze) ${TABLES}`)
    const after = await counts()
    const made = (name: keyof typeof after) => after[name] - before[name]
    return {
      ...{ runs: made('runs'), episodes: made('episodes'), steps: made('steps') },
      ...{ experiments: made('experiments'), datasets: made('datasets') },
      ...{ trades: made('trades'), operations: made('operations'), evaluations },
      people: people.length,
      ...studies,
      seconds: (performance.now() - started) / 1000,
    }
  }

  async #studies(datasetId: number, trials: number, tell: Seeding['tell']) {
    tell(`a study of ${trials} trials, and a small one …`)
    const small_study = await seedStudy(datasetId, SMALL_STUDY)
    return { trials, study: await seedStudy(datasetId, trials), small_study }
  }
}

async function counts() {
  return {
    runs: await countOf('training_runs'),
    episodes: await countOf('episodes'),
    steps: await countOf('steps'),
    trades: await countOf('trades'),
    operations: await countOf('trading_operations'),
    experiments: await countOf('experiments'),
    datasets: await countOf('datasets'),
  }
}

async function countOf(table: string): Promise<number> {
  const { rows } = (await db.rawQuery('select count(*)::int as count from ??', [table])) as {
    rows: { count: number }[]
  }
  return rows[0].count
}

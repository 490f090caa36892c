import db from '@adonisjs/lucid/services/db'
import { engineFactory } from '#compute/engines/factory'
import { evaluateModels } from '#core/agent/evaluate_models'
import { DEFAULT_SETTINGS } from '#core/evaluation/tear_sheet/evaluation_settings'
import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { SeedMarket } from '#services/bench/seed/seed_markets'
import { SEEDS } from '#services/bench/seed/seed_plan'
import { sheetRows } from '#services/evaluation/sheet_rows'

/** One evaluation for so many runs. */
const RUNS_OF_AN_EVALUATION = 10
/** Fewer draws than people ask for: the figures stand for their size on the page only. */
const SETTINGS = { ...DEFAULT_SETTINGS, randomDraws: 100, bootstrap: 500, startShifts: 5 }
const RANGES = ['validation', 'test'] as const
type SeededRange = (typeof RANGES)[number]

interface Evaluated {
  readonly experiment_id: number
  readonly dataset_id: number
  readonly run_ids: number[]
}

/** Evaluations of experiments whose runs have all ended with a model, with their tear sheets; how many. */
export async function seedEvaluations(
  runIds: readonly number[],
  markets: readonly SeedMarket[]
): Promise<number> {
  const wanted = Math.max(2, Math.floor(runIds.length / RUNS_OF_AN_EVALUATION))
  const answer = (await db.rawQuery(
    `select r.experiment_id, ed.dataset_id, array_agg(r.run_id order by r.seed) as run_ids
     from training_runs r join models m using (run_id)
     join experiment_datasets ed using (experiment_id)
     where r.run_id = any(:runs) and r.status = 'completed'
     group by r.experiment_id, ed.dataset_id having count(*) = ${SEEDS}
     order by r.experiment_id limit :wanted`,
    { runs: [...runIds], wanted }
  )) as { rows: Evaluated[] }
  const sheets = new Map(markets.map((market) => [market.datasetId, sheetsOf(market)]))
  for (const [k, evaluated] of answer.rows.entries()) {
    const range = RANGES[k % RANGES.length]
    const sheet = sheets.get(evaluated.dataset_id)?.[range]
    if (sheet !== undefined) await store(evaluated, range, k + 1, sheet)
  }
  return answer.rows.length
}

/** What a short-trained model does on either range, as three seeds of it. */
function sheetsOf({ model, dataset }: SeedMarket): Readonly<Record<SeededRange, TearSheet>> {
  const seeds = Array.from({ length: SEEDS }, (_, k) => ({
    seed: k + 1,
    models: [{ ...model, runId: k }],
  }))
  const sheet = (range: SeededRange) =>
    evaluateModels(
      {
        ...{ seeds, dataset, range, settings: SETTINGS, notes: [] },
        ...{ trials: { count: SEEDS, sharpes: [] }, looks: range === 'test' ? 1 : 0 },
      },
      () => engineFactory('auto')
    ).sheet
  return { validation: sheet('validation'), test: sheet('test') }
}

async function store(
  { experiment_id: experimentId, dataset_id: datasetId, run_ids: runIds }: Evaluated,
  range: SeededRange,
  look: number,
  shared: TearSheet
): Promise<void> {
  const agents = shared.agents.map((agent, k) => ({ ...agent, runId: runIds[k] }))
  const sheet = { ...shared, agents }
  const [from, to] = [new Date(sheet.time[0]), new Date(sheet.time[sheet.time.length - 1])]
  await db.transaction(async (trx) => {
    const [{ evaluation_id: evaluationId }] = (await trx
      .table('evaluation_runs')
      .returning('evaluation_id')
      .insert({
        ...{ experiment_id: experimentId, dataset_id: datasetId, range, status: 'completed' },
        ...{ from_time: from, to_time: to, bars: sheet.time.length, reason: 'Seeded', seconds: 1 },
        settings: JSON.stringify(SETTINGS),
        verdicts: JSON.stringify(sheet.verdicts),
        look: range === 'test' ? look : null,
        completed_at: new Date(),
      })) as { evaluation_id: number }[]
    await trx
      .table('evaluation_documents')
      .insert({ evaluation_id: evaluationId, content: JSON.stringify(sheet) })
    await trx
      .table('evaluation_metrics')
      .multiInsert(sheetRows(evaluationId, sheet, new Map<number, number>()))
    if (range !== 'test') return
    await trx.rawQuery(
      `insert into test_looks (symbol, interval, from_time, to_time, dataset_id, evaluation_id, reason)
       select symbol, interval, :from, :to, dataset_id, :evaluation, 'Seeded'
       from datasets where dataset_id = :dataset`,
      { from, to, evaluation: evaluationId, dataset: datasetId }
    )
  })
}

import db from '@adonisjs/lucid/services/db'
import { weightBytes, weightsSha256 } from '#compute/codecs/weights_codec'
import type { Verdict, VerdictState } from '#core/evaluation/verdicts/verdict'
import { VERDICTS } from '#core/evaluation/verdicts/verdict'
import type { EvaluationRange } from '#services/evaluation/evaluation_rows'
import { modelOf, type ModelShape } from '../../compute/exporters/model_of.js'

export interface PlantedModel {
  readonly datasetId: number
  readonly experimentId: number
  readonly runIds: readonly number[]
}

interface Planting {
  /** Status of each seed's run, seed 1 first; each has weights. */
  readonly statuses?: readonly string[]
  readonly name?: string
  readonly shape?: ModelShape
  /** Left out: a dataset without bars, which no page may draw. */
  readonly datasetId?: number
}

const SMALL: ModelShape = { hidden: [8], dueling: true, window: 3, columns: 2 }

async function insert(table: string, values: object, id: string): Promise<number> {
  const [row] = (await db.table(table).insert(values).returning(id)) as Record<string, number>[]
  return row![id]!
}

async function datasetId(): Promise<number> {
  const known = (await db.from('datasets').where('symbol', 'PLANTED').first()) as {
    dataset_id: number
  } | null
  if (known !== null) return known.dataset_id
  const day = (n: number) => new Date(Date.UTC(2020, 0, n))
  return insert(
    'datasets',
    {
      ...{ symbol: 'PLANTED', interval: '1d', source: 'sample', calendar: 'exchange' },
      ...{ currency: 'USD', sha256: 'ef'.repeat(32), version: 1, bars: 2, split_adjusted: true },
      ...{ first_time: day(6), last_time: day(7), actions: '[]', warning_count: 0 },
    },
    'dataset_id'
  )
}

/** An experiment whose runs have ended with weights, without a single episode. */
export async function plantSeeds(planting: Planting = {}): Promise<PlantedModel> {
  const { statuses = ['completed', 'completed', 'completed'], name = 'Trend of AAPL' } = planting
  const { manifest, weights, episode } = modelOf(planting.shape ?? SMALL)
  const parameters = JSON.stringify(manifest.parameters)
  const dataset = planting.datasetId ?? (await datasetId())
  const experimentId = await insert('experiments', { name, parameters }, 'experiment_id')
  await db
    .table('experiment_datasets')
    .insert({ experiment_id: experimentId, dataset_id: dataset, position: 0 })
  const runIds: number[] = []
  for (const [k, status] of statuses.entries()) {
    const ended = ['completed', 'failed', 'cancelled'].includes(status)
    const run = await insert(
      'training_runs',
      {
        ...{ experiment_id: experimentId, seed: k + 1, parameters, status, episodes_total: 10 },
        end_time: ended ? new Date() : null,
        best_validation: 0.5 + k / 10,
      },
      'run_id'
    )
    // each seed's weights are its own
    const own = weights.map((weight) => weight * (1 + k / 100))
    const content = weightBytes(own as typeof weights)
    const modelId = await insert(
      'models',
      {
        ...{ run_id: run, validation: 0.5 + k / 10, size_bytes: content.length },
        manifest: JSON.stringify({ ...manifest, episode, seed: k + 1 }),
        weights_sha256: weightsSha256(own as typeof weights),
      },
      'model_id'
    )
    await db.table('model_contents').insert({ model_id: modelId, content })
    runIds.push(run)
  }
  return { datasetId: dataset, experimentId, runIds }
}

/** A completed evaluation of all seeds whose verdicts have passed but for those given. */
export async function plantJudgement(
  { experimentId, datasetId: dataset }: PlantedModel,
  states: Readonly<Record<string, VerdictState>> = {},
  range: EvaluationRange = 'test'
): Promise<number> {
  const verdicts = VERDICTS.map((name): Verdict => ({
    ...{ name, figure: null, rule: 'a rule', sentence: 'A sentence.' },
    state: states[name] ?? (name === 'walk_forward' && range === 'test' ? 'not_run' : 'pass'),
  }))
  const evaluationId = await insert(
    'evaluation_runs',
    {
      ...{ experiment_id: experimentId, dataset_id: dataset, range, status: 'completed' },
      ...{ from_time: new Date(0), to_time: new Date(1), bars: 250, settings: '{}' },
      ...{ verdicts: JSON.stringify(verdicts), look: range === 'test' ? 1 : null },
    },
    'evaluation_id'
  )
  await db.table('evaluation_metrics').insert({
    ...{ evaluation_id: evaluationId, subject: 'agent', metric: 'sharpe' },
    ...{ value: 1.25, low: 0.25, high: 2.25 },
  })
  return evaluationId
}

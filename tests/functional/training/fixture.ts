import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import DatasetService from '#services/dataset_service'
import type { Actor } from '#services/audit_service'

export const ACTOR: Actor = { userId: null, person: 'tester', route: 'system', address: null }

/** A run of a few seconds that learns, validates and records. */
export const SMALL = {
  'features.window': 5,
  'agent.hiddenLayers': [16],
  'agent.learningStarts': 200,
  'agent.targetEvery': 100,
  'agent.capacity': 5000,
  'training.episodes': 20,
  'training.episodeLength': 100,
  'training.validateEvery': 5,
}

/** The same as `--set` arguments, with changes. */
export function setArguments(changes: Readonly<Record<string, unknown>> = {}): string[] {
  return Object.entries({ ...SMALL, ...changes }).map(([path, value]) => `--set=${path}=${value}`)
}

/** Id of the AAPL sample in the database of this test run. */
export async function sampleDataset(): Promise<number> {
  const datasets = await app.container.make(DatasetService)
  const request = { symbol: 'AAPL', source: 'sample', interval: '1d', from: null, to: null }
  const { dataset } = await datasets.fetch({ ...request, repair: false }, ACTOR)
  return Number(dataset.datasetId)
}

export interface StoredRun {
  readonly run_id: number
  readonly experiment_id: number
  readonly seed: number
  readonly status: string
  readonly episodes_done: number
  readonly attempts: number
  readonly weights_sha256: string | null
  readonly error_code: string | null
  readonly error_message: string | null
  readonly error_remedy: string | null
}

export async function storedRun(runId: number): Promise<StoredRun> {
  return (await db.from('training_runs').where('run_id', runId).firstOrFail()) as StoredRun
}

/** Looks every 50 ms until `found` says something; fails after `seconds`. */
export async function until<T>(found: () => Promise<T | null>, seconds = 60): Promise<T> {
  for (let waited = 0; waited < seconds * 20; waited++) {
    const value = await found()
    if (value !== null) return value
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`It did not happen within ${seconds} s.`)
}

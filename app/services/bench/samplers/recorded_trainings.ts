import { readFileSync } from 'node:fs'
import { engineFactory } from '#compute/engines/factory'
import type { RunDataset } from '#core/agent/run_contract'
import { SampleDataSource } from '#integrations/data_sources/sample_data_source'
import type { EngineFingerprint } from '#core/ports/compute_engine'
import { overSeeds } from '#core/tuning/objectives'
import { AXES, CELLS, parametersOf, TRAINING_SEEDS } from '#services/bench/samplers/recorded_space'
import { validationReturn } from '#services/bench/samplers/validation_return'

/** Real trainings of every configuration of the recorded space. */
export interface RecordedTrainings {
  readonly shows: string
  /** Of the engine's arithmetic: a CPU of another one trains other weights. */
  readonly fingerprint: EngineFingerprint
  readonly axes: typeof AXES
  readonly seeds: readonly number[]
  /** Validation returns after costs: [configuration][training seed] */
  readonly returns: readonly (readonly number[])[]
}

const FILE = new URL('../../../../bench/records/aapl_trainings.json', import.meta.url)

export function readTrainings(): RecordedTrainings {
  return JSON.parse(readFileSync(FILE, 'utf8')) as RecordedTrainings
}

/** The objective of each configuration: the median over its seeds, a number since every return is one. */
export function objectives({ returns }: RecordedTrainings): number[] {
  return returns.map((seeds) => overSeeds(seeds) ?? NaN)
}

/** What is written once every configuration was trained. */
export function recordOf(returns: RecordedTrainings['returns']): RecordedTrainings {
  return {
    shows: `Validation returns after costs of DQN on the AAPL sample, ${CELLS} configurations and ${TRAINING_SEEDS.length} seeds each, some 5,000 steps a training; the last axis runs fastest`,
    fingerprint: engineFactory('auto').fingerprint(),
    axes: AXES,
    seeds: TRAINING_SEEDS,
    returns,
  }
}

/** The AAPL sample as a run gets it. */
export async function sampleBars(): Promise<RunDataset> {
  const request = { symbol: 'AAPL', interval: '1d', from: null, to: null } as const
  const { identity, series, actions, splitAdjusted } = await new SampleDataSource().fetch(request)
  return { sha256: '0'.repeat(64), identity, series, actions, splitAdjusted }
}

/** Validation return of one training of configuration `cell`. */
export function trainCell(cell: number, seed: number, dataset: RunDataset): number {
  return validationReturn(parametersOf(cell), seed, dataset)
}

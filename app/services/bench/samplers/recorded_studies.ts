import { readFileSync } from 'node:fs'
import { engineFactory } from '#compute/engines/factory'
import type { EngineFingerprint } from '#core/ports/compute_engine'

/** Values of the trials of one study, in order; the lower the better. */
export interface RecordedStudy {
  readonly sampler: 'random' | 'tpe' | 'optuna'
  readonly seed: number
  readonly values: readonly number[]
}

/** Studies whose every trial was trained. */
export interface RecordedStudies {
  readonly shows: string
  /** Of the engine's arithmetic: a CPU of another one trains other weights. */
  readonly fingerprint: EngineFingerprint
  readonly studies: readonly RecordedStudy[]
}

const FILE = new URL('../../../../bench/records/planted_studies.json', import.meta.url)

export function readStudies(): RecordedStudies {
  return JSON.parse(readFileSync(FILE, 'utf8')) as RecordedStudies
}

/** What is written once every study has run. */
export function recordOfStudies(studies: readonly RecordedStudy[]): RecordedStudies {
  return {
    shows:
      'Validation returns after costs, signs turned, of studies of DQN on a market with a rule to learn: eight parameters, median of three training seeds, some 1,200 steps a training',
    fingerprint: engineFactory('auto').fingerprint(),
    studies,
  }
}

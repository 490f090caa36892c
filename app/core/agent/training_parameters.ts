import { choice, integer, integers, optionalInteger, parametersOf } from '../parameter.ts'

/** How long and on what machine arithmetic a run trains, and what it keeps. */
export interface TrainingConfig {
  readonly episodes: number
  readonly episodeLength: number | null
  readonly validateEvery: number
  readonly validateAt: readonly number[]
  readonly recordEvery: number
  readonly engine: 'auto' | 'simd' | 'reference'
}

export const trainingParameters = parametersOf<TrainingConfig>('training', {
  episodes: integer('Episodes', 'Training episodes.', 1000, 1, 1_000_000, { scale: 'log' }),
  episodeLength: optionalInteger(
    'Episode length',
    'Bars of a training episode, from a random start; none: the whole training range.',
    504,
    2,
    1_000_000,
    { unit: 'bars' }
  ),
  validateEvery: integer(
    'Validate every',
    'Training episodes between two greedy validation episodes.',
    50,
    1,
    1_000_000,
    { unit: 'episodes', searchable: false }
  ),
  validateAt: integers(
    'Validate after',
    'Training episodes that a validation follows besides; a study sets its rungs.',
    [],
    { min: 1, max: 1_000_000, minLength: 0, maxLength: 100 },
    { unit: 'episodes', searchable: false }
  ),
  recordEvery: integer(
    'Record steps',
    'Every so many training episodes keep their steps; 1 all, 0 none. Validation and test episodes always do.',
    10,
    0,
    1_000_000,
    { unit: 'episodes', searchable: false }
  ),
  engine: choice(
    'Engine',
    'Arithmetic of the learner; auto takes the fastest of this machine.',
    'auto',
    ['auto', 'simd', 'reference'],
    { searchable: false }
  ),
})

import { OBJECTIVES } from '#core/tuning/objectives'
import { PRESETS } from '#core/parameters/preset'
import { SAMPLERS } from '#core/tuning/sampler'
import { SCHEDULERS } from '#core/tuning/scheduler'
import type { TrialValues } from '#core/tuning/search_space'
import { overrides } from '#openapi/parameter_schema'
import {
  bigCount,
  choice,
  count,
  id,
  list,
  nullable,
  number,
  optional,
  record,
  text,
  withDefault,
  type InputOf,
} from '#openapi/shape'
import { STUDY_DEFAULTS, type StudyInput } from '#services/tuning/study_input'
import { DIRECTIONS } from '#transformers/records/study_record'
import { datasetReferences, overridesByPath, seedList } from './bodies.js'
import { point, searchSpace, spaceOf } from './search_space.js'

const points = list(point, {
  max: 1000,
  description: 'Points to try before the sampler is asked.',
})

const budget = {
  trials: optional(
    nullable(count('Most trials; left out with all bounds: 100.', { min: 1, max: 1_000_000 }))
  ),
  max_episodes: optional(
    nullable(bigCount('Most episodes over all trials and seeds.', { min: 1, max: 1e12 }))
  ),
  max_seconds: optional(
    nullable(number('Most seconds of running.', { min: 0.001, max: 366 * 86_400 }))
  ),
}

/** What launching a study takes. */
export const studyBody = record({
  datasets: datasetReferences,
  preset: withDefault(choice('Configuration of trial 0.', PRESETS), 'default'),
  set: optional(overrides),
  name: optional(nullable(text('Name of the study; left out: one is made.', { max: 200 }))),
  notes: optional(nullable(text('Notes.', { max: 5000 }))),
  space: withDefault(searchSpace, 'agent'),
  objectives: optional(
    list(
      record({
        metric: choice('A metric of validation.', OBJECTIVES),
        direction: choice('Which way is better.', DIRECTIONS),
      }),
      { min: 1, max: 2, description: 'The first decides promotions; left out: the Sharpe ratio.' }
    )
  ),
  scheduler: withDefault(choice('What stops and promotes trials.', SCHEDULERS), 'asha'),
  sampler: withDefault(choice('What draws values.', SAMPLERS), 'tpe'),
  reduction_factor: withDefault(
    count('Of each rung one in so many is promoted.', { min: 2, max: 100 }),
    3
  ),
  grace_period: optional(
    count('Episodes to the lowest rung; left out: a 27th of the largest.', { min: 1 })
  ),
  max_resource: optional(count('Episodes of a trial that climbs to the top.', { min: 1 })),
  startup_trials: withDefault(
    count('Trials before tpe learns from them.', { min: 1, max: 10_000 }),
    STUDY_DEFAULTS.startupTrials
  ),
  seed: withDefault(count('Seed of the sampler.', { max: 0xffffffff }), 1),
  seeds: optional(seedList('Training seeds of each trial; left out: 1.')),
  concurrency: optional(
    nullable(count('Trials at a time; null: as many as threads are free.', { min: 1, max: 1000 }))
  ),
  enqueue: optional(points),
  warm_start_id: optional(nullable(id('Learn from the trials of this study.'))),
  ...budget,
})

/** New bounds of a study; what is left out stays. */
export const extendBody = record(budget)

export const enqueueBody = record({ points })

export const retrainBody = record({
  trial: count('Number of the trial.'),
  seeds: optional(seedList('Left out: 1 to 5.')),
})

type Asked = InputOf<(typeof studyBody)['properties']>
type Budget = InputOf<typeof budget>

/** A body as the service takes it. */
export function studyInput(asked: Asked): StudyInput {
  const { set = {}, space, enqueue } = asked
  return {
    datasets: asked.datasets,
    preset: asked.preset,
    set: overridesByPath(set),
    name: asked.name ?? null,
    notes: asked.notes ?? null,
    space: spaceOf(space),
    scheduler: asked.scheduler,
    sampler: asked.sampler,
    eta: asked.reduction_factor,
    startupTrials: asked.startup_trials,
    seed: asked.seed,
    concurrency: asked.concurrency ?? null,
    warmStartId: asked.warm_start_id ?? null,
    budget: budgetInput(asked),
    ...(asked.objectives !== undefined && { objectives: asked.objectives }),
    ...(asked.grace_period !== undefined && { minResource: asked.grace_period }),
    ...(asked.max_resource !== undefined && { maxResource: asked.max_resource }),
    ...(asked.seeds !== undefined && { seeds: asked.seeds }),
    ...(enqueue !== undefined && { enqueue: enqueue as readonly TrialValues[] }),
  }
}

export function budgetInput(asked: Budget) {
  return {
    ...(asked.trials !== undefined && { trials: asked.trials }),
    ...(asked.max_episodes !== undefined && { episodes: asked.max_episodes }),
    ...(asked.max_seconds !== undefined && { seconds: asked.max_seconds }),
  }
}

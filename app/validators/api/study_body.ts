import { objectiveOf, OBJECTIVES } from '#core/tuning/objectives'
import type { StartingPoint } from '#core/parameters/starting_point'
import { SAMPLERS } from '#core/tuning/sampler'
import { SCHEDULERS } from '#core/tuning/scheduler'
import type { TrialValues } from '#core/tuning/search_space'
import type { Objective } from '#core/tuning/study_plan'
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
import { datasetReferences, nameOf, overridesByPath, presetReference, seedList } from './bodies.js'
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

const scheduler = choice('What stops and promotes trials.', SCHEDULERS)
const sampler = choice('What draws values.', SAMPLERS)
const reductionFactor = count('Of each rung one in so many is promoted.', { min: 2, max: 100 })
const startupTrials = count(
  'Trials that have reported before tpe draws: defaults, enqueued and warm-started ones count, the others are random.',
  { min: 1, max: 10_000 }
)
const seed = count('Seed of the sampler.', { max: 0xffffffff })

/** What may be left out of any launch. */
const plan = {
  set: optional(overrides),
  name: nameOf('study'),
  notes: optional(nullable(text('Notes.', { max: 5000 }))),
  objectives: optional(
    list(
      record({
        metric: choice('A metric of validation.', OBJECTIVES),
        direction: optional(
          choice('Which way is better: of every metric maximize; minimize is refused.', DIRECTIONS)
        ),
      }),
      { min: 1, max: 2, description: 'The first decides promotions; left out: the Sharpe ratio.' }
    )
  ),
  grace_period: optional(
    count('Episodes to the lowest rung; left out: a 27th of the largest.', { min: 1 })
  ),
  max_resource: optional(count('Episodes of a trial that climbs to the top.', { min: 1 })),
  seeds: optional(seedList('Training seeds of each trial; left out: 1.')),
  concurrency: optional(
    nullable(count('Trials at a time; null: as many as threads are free.', { min: 1, max: 1000 }))
  ),
  enqueue: optional(points),
  warm_start_id: optional(nullable(id('Learn from the trials of this study.'))),
  ...budget,
}

/** What launching a study takes. */
export const studyBody = record({
  datasets: datasetReferences,
  preset: presetReference,
  ...plan,
  space: withDefault(searchSpace, 'agent'),
  scheduler: withDefault(scheduler, 'asha'),
  sampler: withDefault(sampler, 'tpe'),
  reduction_factor: withDefault(reductionFactor, 3),
  startup_trials: withDefault(startupTrials, STUDY_DEFAULTS.startupTrials),
  seed: withDefault(seed, 1),
})

/** What a clone changes of its study; what is left out is as there. */
export const cloneBody = record({
  datasets: optional(datasetReferences),
  ...plan,
  space: optional(searchSpace),
  scheduler: optional(scheduler),
  sampler: optional(sampler),
  reduction_factor: optional(reductionFactor),
  startup_trials: optional(startupTrials),
  seed: optional(seed),
})

/** New bounds of a study; what is left out stays. */
export const extendBody = record(budget)

export const enqueueBody = record({ points })

export const retrainBody = record({
  trial: count('Number of the trial.'),
  seeds: optional(seedList('Left out: 1 to 5.')),
})

type Asked = InputOf<(typeof studyBody)['properties']>
type Changes = InputOf<(typeof cloneBody)['properties']>
type AskedObjective = NonNullable<Asked['objectives']>[number]
type Budget = InputOf<typeof budget>

/** A launch as the service takes it; `start` is what its preset means. */
export function studyInput(asked: Asked, { preset, overrides: saved }: StartingPoint): StudyInput {
  const { set = {}, datasets, space } = asked
  return {
    ...planInput(asked),
    ...{ datasets, preset, set: { ...saved, ...overridesByPath(set) }, space: spaceOf(space) },
  }
}

/** A clone as the service takes it. */
export function cloneInput(origin: StudyInput, asked: Changes): StudyInput {
  const { set = {}, datasets = origin.datasets, space } = asked
  return {
    ...origin,
    ...planInput(asked),
    datasets,
    set: { ...origin.set, ...overridesByPath(set) },
    space: space === undefined ? origin.space : spaceOf(space),
    budget: { ...origin.budget, ...budgetInput(asked) },
  }
}

/** What is asked for, and nothing of what is not. */
function planInput(asked: Changes): Partial<StudyInput> {
  const { objectives, enqueue, seeds, scheduler: stops, sampler: draws } = asked
  return {
    budget: budgetInput(asked),
    ...(asked.name !== undefined && { name: asked.name }),
    ...(asked.notes !== undefined && { notes: asked.notes }),
    ...(objectives !== undefined && { objectives: objectives.map(objectiveInput) }),
    ...(stops !== undefined && { scheduler: stops }),
    ...(draws !== undefined && { sampler: draws }),
    ...(asked.reduction_factor !== undefined && { eta: asked.reduction_factor }),
    ...(asked.grace_period !== undefined && { minResource: asked.grace_period }),
    ...(asked.max_resource !== undefined && { maxResource: asked.max_resource }),
    ...(asked.startup_trials !== undefined && { startupTrials: asked.startup_trials }),
    ...(asked.seed !== undefined && { seed: asked.seed }),
    ...(seeds !== undefined && { seeds }),
    ...(asked.concurrency !== undefined && { concurrency: asked.concurrency }),
    ...(asked.warm_start_id !== undefined && { warmStartId: asked.warm_start_id }),
    ...(enqueue !== undefined && { enqueue: enqueue as readonly TrialValues[] }),
  }
}

/** Left out, the direction is the one in which the metric is better. */
function objectiveInput({ metric, direction }: AskedObjective): Objective {
  return direction === undefined ? objectiveOf(metric) : { metric, direction }
}

export function budgetInput(asked: Budget) {
  return {
    ...(asked.trials !== undefined && { trials: asked.trials }),
    ...(asked.max_episodes !== undefined && { episodes: asked.max_episodes }),
    ...(asked.max_seconds !== undefined && { seconds: asked.max_seconds }),
  }
}

import { OBJECTIVES } from '#core/tuning/objectives'
import { SAMPLERS } from '#core/tuning/sampler'
import { SCHEDULERS } from '#core/tuning/scheduler'
import {
  anyObject,
  bigCount,
  choice,
  count,
  id,
  list,
  named,
  nullable,
  number,
  record,
  said,
  time,
  type TypeOf,
} from '#openapi/shape'
import type { IndexedRows } from '#services/api/array_page'

export const STUDY_STATUSES = ['running', 'paused', 'completed', 'stopped', 'failed'] as const
export const TRIAL_STATUSES = ['running', 'paused', 'completed', 'failed'] as const
export const TRIAL_ORIGINS = ['default', 'enqueued', 'sampled'] as const
export const DIRECTIONS = ['maximize', 'minimize'] as const

export const objectiveRecord = named(
  'Objective',
  record({
    metric: choice('A metric of validation.', OBJECTIVES),
    direction: choice('Which way is better.', DIRECTIONS),
  })
)

const studyError = named(
  'StudyError',
  record({
    code: said('Code of the error.'),
    message: said('What happened.'),
    remedy: nullable(said('What to do.')),
  })
)

/** One study. */
export const studyRecord = named(
  'Study',
  record({
    study_id: id('The study.'),
    name: said('Its name.'),
    notes: said('Notes of its people.'),
    status: choice('`paused`: nothing new is handed out.', STUDY_STATUSES),
    symbols: list(said('A symbol.'), { description: 'Of the datasets it trains on.' }),
    datasets: list(id('A dataset.'), { description: 'The versions it trains on.' }),
    objectives: list(objectiveRecord, { description: 'One or two; the first decides promotions.' }),
    scheduler: choice('What stops and promotes trials.', SCHEDULERS),
    sampler: choice('What draws their values.', SAMPLERS),
    reduction_factor: count('Of each rung one in so many is promoted.'),
    grace_period: count('Episodes to the lowest rung.'),
    max_resource: count('Episodes of a trial that climbs to the top.'),
    seed: count('Seed of the sampler.', { max: 0xffffffff }),
    seeds: list(count('A seed.', { max: 0xffffffff }), { description: 'Of each trial.' }),
    space: anyObject('What it searches, by path.'),
    warm_start_id: nullable(id('The study whose trials its sampler learns from.')),
    warm_start_trials: nullable(count('Trials that it took from there; null: no warm start.')),
    warm_start_note: nullable(said('Why it took none.')),
    evaluation_id: nullable(id('The walk-forward evaluation that it tunes a fold of.')),
    fold: nullable(count('The fold, from 1.')),
    trials_bound: nullable(count('Most trials.')),
    episodes_bound: nullable(bigCount('Most episodes over all trials and seeds.')),
    seconds_bound: nullable(number('Most seconds of running.')),
    trials: count('Trials started.'),
    trials_running: count('Trials that train.'),
    trials_failed: count('Trials that failed.'),
    resource_used: bigCount('Episodes handed out over all trials and seeds.'),
    resource_full: bigCount('Episodes that training every trial to its end would take.'),
    best_trial: nullable(count('The best of the trials that came furthest.')),
    best_value: nullable(number('Its first objective there.')),
    best_resource: nullable(count('Episodes of each seed there.')),
    person: nullable(said('Who launched it; null when it was a command.')),
    seconds: number('Seconds of running, pauses left out.'),
    error: nullable(studyError),
    created_at: time('When it was launched.'),
    ended_at: nullable(time('When it ended; null while it has not.')),
  })
)

const reportRecord = named(
  'TrialReport',
  record({
    rung: count('The rung, from 0 of its own ladder.'),
    resource: count('Episodes of each seed there.'),
    value: nullable(number('The first objective there; null: undefined.')),
  })
)

/** One trial of a study, where it came furthest. */
export const trialRecord = named(
  'Trial',
  record({
    study_trial_id: id('The trial.'),
    trial: count('Its number in the study, from 0; trial 0 has the defaults.'),
    origin: choice('Where its values come from.', TRIAL_ORIGINS),
    status: choice('`paused`: it waits at its rung for a promotion.', TRIAL_STATUSES),
    bracket: count(
      'How many of the study’s lowest rungs its ladder leaves out under `hyperband`, else 0.'
    ),
    rung: nullable(
      count(
        'The highest rung of its own ladder that it reported at, from 0; with the bracket, a rung of the study. null before the first.'
      )
    ),
    target_rung: count('The rung it was last handed out to.'),
    resource: count('Episodes of each seed at that rung.'),
    value: nullable(number('The first objective at its highest rung; null: undefined.')),
    value_2: nullable(number('The second objective there, where there is one.')),
    reports: list(reportRecord, { description: 'Where it was judged, the lowest rung first.' }),
    parameters: anyObject('Its values of the searched parameters, by path.'),
    experiment_id: nullable(id('The experiment that trains it.')),
    runs: list(id('A run.'), { description: 'One a seed.' }),
    seconds: number('Seconds trained, over its seeds.'),
    error_message: nullable(said('Why it failed.')),
    created_at: time('When it was started.'),
    updated_at: time('When it was last handed out or reported.'),
  })
)

/** One rung of a study. */
export const rungRecord = named(
  'Rung',
  record({
    rung: count('From 0, the lowest.'),
    resource: count('Episodes of each seed.'),
    reported: count('Trials that reported.'),
    undefined: count('Of these without a value.'),
    promoted: count('Trials promoted from here.'),
    best: nullable(number('Best value of the first objective.')),
    median: nullable(number('Median value.')),
  })
)

/** What bounds and orders rungs. */
export const RUNG_FIGURES = {
  rung: { kind: 'integer' },
  resource: { kind: 'integer' },
  reported: { kind: 'integer' },
  undefined: { kind: 'integer' },
  promoted: { kind: 'integer' },
  best: { kind: 'double' },
  median: { kind: 'double' },
} as const

/** Rungs, lowest first, as a list filters and orders them. */
export function indexedRungs(rungs: readonly TypeOf<typeof rungRecord>[]): IndexedRows {
  const names = Object.keys(RUNG_FIGURES) as (keyof typeof RUNG_FIGURES)[]
  const columns = names.map((name) => [name, (row: number) => rungs[row]![name]] as const)
  return { index: 'rung', length: rungs.length, columns: Object.fromEntries(columns) }
}

import db from '@adonisjs/lucid/services/db'
import { resolveParameters } from '#core/parameters/resolve'
import type { TrialValues } from '#core/tuning/search_space'
import { storeDecided } from '#services/bench/seed/decided_study'
import { planOf } from '#services/tuning/study_input'

/** Rungs at 1, 3, 9, 27 and 81. */
const LARGEST = 81
const SPACE = {
  'agent.learningRate': { low: 0.00001, high: 0.01, log: true },
  'agent.gamma': { low: 0.9, high: 0.999 },
  'agent.nStep': { low: 1, high: 10 },
  'agent.double': {},
  'agent.hiddenLayers': { choices: [[32], [64], [64, 64]] },
  'features.window': { low: 5, high: 60 },
}
const WORKERS = 8
/** One trial in so many fails at its first rung. */
const FAILS_EVERY = 97

/** A hill over two parameters that training climbs, with a hash of the trial as noise. */
function hill(values: TrialValues, trial: number, resource: number): number {
  const rate = Math.log10(Number(values['agent.learningRate'])) + 3.5
  const gamma = (Number(values['agent.gamma']) - 0.97) * 15
  const noise = ((trial * 0.754878 + resource * 0.56984) % 1) - 0.5
  return 1.6 - 0.3 * rate ** 2 - gamma ** 2 - 1 / resource + 0.4 * noise
}

/**
 * Stores a completed study of made-up values: its whole log by real ASHA, trials, experiments, a run and
 * stretches of work for each, in large pieces. Its id.
 */
export async function seedStudy(datasetId: number, trials: number): Promise<number> {
  const base = resolveParameters({ 'training.episodes': LARGEST }, 'quick')
  const given = { datasets: [], preset: 'quick', set: {}, space: SPACE, minResource: 1 } as const
  const plan = planOf({ ...given, sampler: 'random' }, base)
  return db.transaction(async (trx) => {
    const study = await storeDecided(trx, {
      ...{ plan, trials, datasetId, name: `Seeded study of ${trials} trials` },
      notes: 'Made by bench:seed: nothing was trained.',
      resultsOf: (values, trial, resource) =>
        trial % FAILS_EVERY === FAILS_EVERY - 1 ? [null] : [hill(values, trial, resource)],
      error: 'Seed 1: Seeded: the loss was not finite.',
    })
    await trx.rawQuery(EXPERIMENTS, { study, parameters: JSON.stringify(plan.base) })
    await trx.rawQuery(RUNS, { study, episodes: LARGEST })
    await trx.rawQuery(SEGMENTS, { study, workers: WORKERS, trials })
    await trx.rawQuery(WORK, { study })
    await trx.rawQuery(COUNTED, { study, dataset: datasetId })
    return study
  })
}

const EXPERIMENTS = `
  insert into experiments (name, parameters, study_trial_id)
  select 'Seeded trial ' || number, cast(:parameters as jsonb), study_trial_id
  from study_trials where study_id = :study order by number`

const RUNS = `
  insert into training_runs (experiment_id, seed, status, parameters, episodes_total, episodes_done,
    seconds, best_validation)
  select e.experiment_id, 1, t.status, e.parameters, :episodes, t.resource, t.resource * 0.4, t.value
  from study_trials t join experiments e using (study_trial_id)
  where t.study_id = :study order by t.number`

/** Trials in order take turns on the workers, each for 0.9 of its turn's second. */
const SEGMENTS = `
  insert into study_segments (study_trial_id, seed, attempt, rung, worker, threads, started_at,
    ended_at, outcome)
  select study_trial_id, 1, 1, rung, 'seeded-' || number % :workers || ':1000', 1,
    begun, begun + interval '0.9 s', status
  from (select *, now() - (:trials::int - number) * interval '1 s' / :workers - interval '1 s' as begun
    from study_trials where study_id = :study) t order by number`

const WORK = `
  update study_trials t set worker = s.worker,
    seconds = extract(epoch from s.ended_at - s.started_at)
  from study_segments s where s.study_trial_id = t.study_trial_id and t.study_id = :study`

const COUNTED = `
  insert into trials (symbol, interval, from_time, to_time, run_id)
  select d.symbol, d.interval, d.first_time, d.last_time, r.run_id
  from study_trials t join experiments e using (study_trial_id)
  join training_runs r using (experiment_id), datasets d
  where t.study_id = :study and d.dataset_id = :dataset`

import { SHOWN_STATUSES } from './run_record.js'
import {
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
} from '#openapi/shape'
import type { ApiExperiment } from '#services/api/experiment_list'
import { asRecord } from './as_record.js'

const seedRecord = named(
  'ExperimentRun',
  record({
    run_id: id('The run.'),
    seed: count('Its seed.', { max: 0xffffffff }),
    status: choice('Its status.', SHOWN_STATUSES),
    episodes: count('Training episodes done.'),
    episodes_total: count('Training episodes planned.'),
    best_validation: nullable(number('Best Sharpe ratio on the validation range.')),
  })
)

/** One config with several seeds. */
export const experimentRecord = named(
  'Experiment',
  record({
    experiment_id: id('The experiment.'),
    name: said('Its name.'),
    preset: nullable(said('Preset of the server that it was launched from.')),
    saved_preset: nullable(said('Name of the preset saved upon it, if one was used.')),
    status: choice('What its runs add up to.', SHOWN_STATUSES),
    median_validation: nullable(number("Median of its runs' best Sharpe ratios on validation.")),
    datasets: list(id('A dataset.'), { description: 'The versions it trains on.' }),
    symbols: list(said('A symbol.'), { description: 'Their symbols.' }),
    tags: list(said('A tag.'), { description: 'Its tags.' }),
    notes: said('Notes of its people.'),
    person: nullable(said('Who launched it; null when the account is gone.')),
    created_at: time('When it was launched.'),
    runs: list(seedRecord, { description: 'One a seed.' }),
  })
)

export function experimentJson(experiment: ApiExperiment) {
  const runs = experiment.runs.map((run) =>
    asRecord(seedRecord, { ...run, episodes: run.episodes_done })
  )
  return { ...asRecord(experimentRecord, experiment), runs }
}

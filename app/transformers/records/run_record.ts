import {
  anyObject,
  boolean,
  choice,
  count,
  bigCount,
  id,
  list,
  named,
  nullable,
  number,
  record,
  said,
  sha256,
  time,
} from '#openapi/shape'
import { runParameters } from '#openapi/parameter_schema'
import { RUN_STATUSES } from '#models/training_run'

export const SHOWN_STATUSES = [...RUN_STATUSES, 'lost'] as const

const runError = named(
  'RunError',
  record({
    code: said('Code of the error.'),
    message: said('What happened.'),
    remedy: nullable(said('What to do.')),
  })
)

/** One training run: one seed of an experiment. */
export const runRecord = named(
  'TrainingRun',
  record({
    run_id: id('The run.'),
    start_time: nullable(time('When its training began; null while it waits.')),
    end_time: nullable(time('When it ended; null while it has not.')),
    parameters: runParameters,
    status: choice('`lost`: running, but its worker is silent.', SHOWN_STATUSES),
    notes: said('Notes of its people.'),
    experiment_id: id('The experiment it belongs to.'),
    experiment_name: said('Name of the experiment.'),
    preset: nullable(said('Preset of the server that it was launched from.')),
    saved_preset: nullable(said('Name of the preset saved upon it, if one was used.')),
    datasets: list(id('A dataset.'), { description: 'The versions it trains on.' }),
    symbols: list(said('A symbol.'), { description: 'Their symbols.' }),
    seed: count('Seed of its random numbers.', { max: 0xffffffff }),
    cancel_requested: boolean('Whether it was asked to stop.'),
    attempts: count('Times that it was resumed or handed over.'),
    queued_at: time('When it was queued.'),
    heartbeat_at: nullable(time('When its worker last gave sign.')),
    worker: nullable(said('Host of its worker.')),
    fingerprint: nullable(anyObject('Engine, version and arithmetic that it is bound to.')),
    code_version: nullable(said('Version of the program.')),
    splits: nullable(
      list(anyObject('Ranges of training, validation and test.'), { description: 'One a dataset.' })
    ),
    buy_and_hold: nullable(anyObject('Buying and holding over the validation range.')),
    observation_names: nullable(list(said('A name.'), { description: 'What the agent sees.' })),
    episodes: count('Training episodes done.'),
    episodes_total: count('Training episodes planned.'),
    env_steps: bigCount('Steps of the environment.'),
    updates: bigCount('Updates of the learner.'),
    seconds: number('Seconds of training.'),
    env_steps_per_second: nullable(number('Steps a second, lately.')),
    updates_per_second: nullable(number('Updates a second, lately.')),
    epsilon: nullable(number('Share of random actions.')),
    mean_loss: nullable(number("Mean of the learner's loss, lately.")),
    best_validation: nullable(number('Best Sharpe ratio on the validation range.')),
    best_episode_id: nullable(id('The validation episode that has it.')),
    weights_sha256: nullable(sha256('SHA-256 of the last weights.')),
    error: nullable(runError),
  })
)

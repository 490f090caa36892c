import {
  anyObject,
  boolean,
  choice,
  count,
  id,
  named,
  nullable,
  number,
  record,
  said,
  sha256,
  time,
} from '#openapi/shape'

export const MODEL_STAGES = ['candidate', 'promoted', 'retired'] as const

/** The best weights of a run, by validation. */
export const modelRecord = named(
  'Model',
  record({
    model_id: id('The model.'),
    run_id: id('The run that trained it.'),
    experiment_id: id('The experiment of the run.'),
    experiment_name: said('Name of the experiment.'),
    seed: count('Seed of the run.', { max: 0xffffffff }),
    episode_id: nullable(id('The validation episode that chose its weights.')),
    stage: choice('How far it has come.', MODEL_STAGES),
    validation: nullable(number('Sharpe ratio on the validation range.')),
    weights_sha256: sha256('SHA-256 of its weights.'),
    size_bytes: count('Bytes of its weights as stored.'),
    created_at: time('When it was stored.'),
  })
)

/** The model of the run that played an episode. */
export const episodeModel = named(
  'EpisodeModel',
  record({
    ...modelRecord.properties,
    of_this_episode: boolean('Whether this very episode chose the weights.'),
    manifest: anyObject('All that is needed to use the weights again.'),
  })
)

import { EXPORT_FORMATS } from '#compute/exporters/export_model'
import {
  anyObject,
  boolean,
  choice,
  count,
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
import { MODEL_STAGES } from '#services/models/model_rows'
import { EVALUATION_RANGES, verdictRecord } from './evaluation_record.js'

export { MODEL_STAGES }

const seed = count('Seed of the run.', { max: 0xffffffff })

const modelSeedRecord = named(
  'ModelSeed',
  record({
    model_id: id('The stored weights.'),
    run_id: id('The run that trained them.'),
    seed,
    validation: nullable(number('Sharpe ratio on the validation range.')),
    weights_sha256: sha256('SHA-256 of the weights.'),
    size_bytes: count('Bytes of the weights as stored.'),
  })
)

/** An experiment with stored weights: a candidate until it is promoted. */
export const modelRecord = named(
  'Model',
  record({
    experiment_id: id('The experiment; a model is known by it.'),
    experiment_name: said('Name of the experiment.'),
    name: nullable(said('Name of the model; null until it is promoted.')),
    version: nullable(count('Version of that name.', { min: 1 })),
    stage: choice('How far it has come.', MODEL_STAGES),
    datasets: list(said('As in `AAPL 1d`.'), { description: 'What it was trained on.' }),
    seeds: list(modelSeedRecord, {
      description: 'Its weights, one a seed; of a promoted model those that were promoted.',
    }),
    size_bytes: count('Bytes of its weights as stored.'),
    evaluation_id: nullable(id('The newest evaluation of all its seeds.')),
    range: nullable(choice('What that evaluation played.', EVALUATION_RANGES)),
    look: nullable(count('Which look at the sealed range it was.')),
    sharpe: nullable(number('Annualised Sharpe ratio there, of the median seed.')),
    sharpe_low: nullable(number('Low end of its 95 % interval.')),
    sharpe_high: nullable(number('High end of its 95 % interval.')),
    verdicts: nullable(list(verdictRecord, { description: 'Its verdicts, in their order.' })),
    reason: nullable(said('Why it was promoted although a verdict did not pass.')),
    promoted_at: nullable(time('When it was promoted.')),
    promoted_by: nullable(said('Who promoted it; null when it was a command.')),
    retired_at: nullable(time('When it was retired.')),
    retired_by: nullable(said('Who retired it.')),
    retire_reason: nullable(said('Why it was retired.')),
    created_at: time('When the experiment was launched.'),
  })
)

const exportFileRecord = named(
  'ModelExportFile',
  record({
    model_export_file_id: id('The file.'),
    name: said('Its name.'),
    sha256: sha256('SHA-256 of its bytes.'),
    size_bytes: count('Its bytes.'),
  })
)

/** The weights of one seed in a format of other programs. */
export const exportRecord = named(
  'ModelExport',
  record({
    model_export_id: id('The export.'),
    experiment_id: id('The experiment whose weights it has.'),
    run_id: id('The run that trained them.'),
    seed,
    format: choice('`tfjs` is a graph model of TensorFlow.js.', EXPORT_FORMATS),
    weights_sha256: sha256('SHA-256 of the weights.'),
    sha256: sha256('SHA-256 of the lines `hash  name` of its files.'),
    size_bytes: count('Bytes of all its files.'),
    observations: count('Observations on which it was held against the engine.'),
    largest_difference: number(
      'Largest difference of a Q-value there, as a share of the largest one if that is over 1.'
    ),
    code_version: said('Version of the program that wrote it.'),
    person: nullable(said('Who asked for it; null when it was a command.')),
    created_at: time('When it was made.'),
    files: list(exportFileRecord, { description: 'Its files.' }),
  })
)

/** The weights of the run that played an episode. */
export const episodeModel = named(
  'EpisodeModel',
  record({
    model_id: id('The stored weights.'),
    run_id: id('The run that trained them.'),
    experiment_id: id('The experiment of the run.'),
    experiment_name: said('Name of the experiment.'),
    seed,
    episode_id: nullable(id('The validation episode that chose the weights.')),
    stage: choice('How far the model with these weights has come.', MODEL_STAGES),
    name: nullable(said('Name of that model.')),
    version: nullable(count('Version of that name.', { min: 1 })),
    validation: nullable(number('Sharpe ratio on the validation range.')),
    weights_sha256: sha256('SHA-256 of the weights.'),
    size_bytes: count('Bytes of the weights as stored.'),
    created_at: time('When they were stored.'),
    of_this_episode: boolean('Whether this very episode chose the weights.'),
    manifest: anyObject('All that is needed to use the weights again.'),
  })
)

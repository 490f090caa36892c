import { EXPORT_FORMATS } from '#compute/exporters/export_model'
import { CALENDARS, INTERVALS } from '#core/market/series'
import { PRESETS } from '#core/parameters/preset'
import {
  boolean,
  choice,
  count,
  id,
  moment,
  number,
  optional,
  text,
  withDefault,
} from '#openapi/shape'
import { SAMPLERS } from '#core/tuning/sampler'
import { SCHEDULERS } from '#core/tuning/scheduler'
import { EPISODE_BOUNDS } from '#services/api/episode_list'
import { OPERATION_METRICS, STEP_METRICS, TRADE_METRICS } from '#services/api/episode_parts'
import { EVALUATION_BOUNDS } from '#services/api/evaluation_list'
import { MODEL_BOUNDS } from '#services/api/model_list'
import { RUN_BOUNDS } from '#services/api/run_list'
import { STUDY_BOUNDS, TRIAL_METRICS } from '#services/api/study_list'
import { WORKER_METRICS } from '#services/api/worker_list'
import { DIRECTIONS, POSITIONS, SIDES } from '#transformers/records/episode_part_records'
import { EPISODE_KINDS, EPISODE_STATUSES } from '#transformers/records/episode_record'
import { MODEL_STAGES } from '#transformers/records/model_record'
import { EVALUATION_RANGES } from '#transformers/records/evaluation_record'
import { FINDINGS_CHOICES } from '#services/pages/dataset_table'
import { MODEL_VERDICTS_CHOICES } from '#services/models/model_rows'
import { SHOWN_STATUSES } from '#transformers/records/run_record'
import { STUDY_STATUSES, TRIAL_ORIGINS, TRIAL_STATUSES } from '#transformers/records/study_record'
import { WORKER_ROLES } from '#transformers/records/worker_record'
import { EVALUATION_STATUSES } from '#services/evaluation/evaluation_rows'
import { WORKER_STATES } from '#services/workers/worker_state'
import { anyOf, metricBounds, period, same, search } from './filters.js'
import { trialRanges } from './trial_ranges.js'

const seed = optional(count('Seed of the run.', { max: 0xffffffff }))
const symbol = same('Symbol of its bars.')

export const episodeFiltersOfRun = {
  kind: anyOf('What it was played for.', EPISODE_KINDS),
  status: anyOf('How it ended.', EPISODE_STATUSES),
  steps_recorded: optional(boolean('Whether its steps were stored.')),
  dataset_id: optional(id('The version of its bars.')),
  symbol,
  ...search('`external_episode_id`'),
  ...period('start_time'),
  ...period('end_time'),
  ...metricBounds(EPISODE_BOUNDS),
}

export const episodeFilters = {
  run_id: optional(id('Its run.')),
  experiment_id: optional(id('Its experiment.')),
  seed,
  ...episodeFiltersOfRun,
}

export const stepFilters = {
  action: same('What the agent chose.'),
  position: anyOf('What was held.', POSITIONS),
  reason: same('Who decided.'),
  ...metricBounds(STEP_METRICS),
  ...period('timestamp'),
}

export const tradeFilters = {
  direction: anyOf('Which way.', DIRECTIONS),
  exit_reason: same('What closed it.'),
  ...metricBounds(TRADE_METRICS),
  ...period('entry_time'),
  ...period('exit_time'),
}

export const operationFilters = {
  operation_type: anyOf('Which side.', SIDES),
  reason: same('Who decided it.'),
  ...metricBounds(OPERATION_METRICS),
  ...period('timestamp'),
}

export const runFilters = {
  experiment_id: optional(id('Its experiment.')),
  study_id: optional(id('The study that it is a trial of.')),
  status: anyOf('Its status.', SHOWN_STATUSES),
  symbol,
  seed,
  preset: same('Preset that it was launched from, of the server or saved, in whatever case.'),
  tag: same('One of the tags of its experiment.'),
  worker: same('Host of its worker.'),
  parameter: optional({
    schema: {
      ...text('A parameter and its value, as in `agent.nStep=3`.', { max: 200 }).schema,
      pattern: '^[A-Za-z]+\\.[A-Za-z]+=[^\\u0000]+$',
    },
  } as ReturnType<typeof text>),
  ...search('the name of its experiment, or in its notes'),
  ...period('queued_at'),
  ...period('start_time'),
  ...period('end_time'),
  ...period('heartbeat_at'),
  ...metricBounds(RUN_BOUNDS),
}

export const experimentFilters = {
  status: anyOf('Status of any of its runs.', SHOWN_STATUSES),
  symbol,
  preset: same('Preset that it was launched from, of the server or saved, in whatever case.'),
  tag: same('One of its tags.'),
  person: same('Email of who launched it.'),
  min_validation: optional(number('Least best validation of any of its runs, included.')),
  max_validation: optional(number('Greatest best validation of any of its runs, included.')),
  ...search('its name or its notes'),
  ...period('created_at'),
}

export const presetFilters = {
  name: same('Its name, in whatever case.'),
  preset: anyOf('The preset of the server that it was saved upon.', PRESETS),
  is_shared: optional(boolean('Whether it is for all.')),
  person: same('Email of who saved it.'),
  ...search('its name'),
  ...period('created_at'),
  ...period('updated_at'),
}

export const datasetFilters = {
  versions: withDefault(
    choice('The newest version of each symbol, interval and source, or all.', ['newest', 'all']),
    'newest'
  ),
  symbol: same('Its symbol.'),
  interval: anyOf('Its interval.', INTERVALS),
  source: same('Where it came from, as in `yahoo`.'),
  calendar: anyOf('By which it trades.', CALENDARS),
  findings: optional(choice('The gravest that its report found.', FINDINGS_CHOICES)),
  covers_from: optional(moment('A time that its bars reach back to.')),
  covers_to: optional(moment('A time that its bars reach up to.')),
  ...search('its symbol'),
  ...metricBounds({ bars: { kind: 'integer' }, warnings: { kind: 'integer' } }),
  ...period('created_at'),
}

export const modelFilters = {
  experiment_id: optional(id('Its experiment.')),
  stage: anyOf('How far it has come.', MODEL_STAGES),
  name: same('Its name.'),
  version: optional(count('Its version.', { min: 1 })),
  symbol,
  ...search('its name or that of its experiment'),
  verdicts: optional(
    choice('What its newest evaluation of all seeds came to.', MODEL_VERDICTS_CHOICES)
  ),
  ...metricBounds(MODEL_BOUNDS),
  ...period('created_at'),
  ...period('promoted_at'),
  ...period('retired_at'),
}

export const exportFilters = {
  format: anyOf('Its format.', EXPORT_FORMATS),
  seed,
  ...metricBounds({ size_bytes: { kind: 'integer' }, largest_difference: { kind: 'double' } }),
  ...period('created_at'),
}

export const workerFilters = {
  alive: optional(boolean('Whether it gave sign within 30 s.')),
  state: anyOf('What it does.', WORKER_STATES),
  role: anyOf('What it was started as.', WORKER_ROLES),
  ...search('the name of its machine'),
  ...metricBounds(WORKER_METRICS),
  ...period('started_at'),
  ...period('heartbeat_at'),
}

export const evaluationFilters = {
  experiment_id: optional(id('Its experiment.')),
  run_id: optional(id('The one run that it judges.')),
  dataset_id: optional(id('The version of its bars.')),
  symbol,
  range: anyOf('What is played.', EVALUATION_RANGES),
  status: anyOf('How far it is.', EVALUATION_STATUSES),
  ...search('the name of its experiment, or in its reason'),
  ...period('created_at'),
  ...period('completed_at'),
  ...period('from_time'),
  ...period('to_time'),
  ...metricBounds(EVALUATION_BOUNDS),
}

export const evaluationMetricFilters = {
  subject: same('Who is measured, as in `buy_and_hold`.'),
  metric: same('Name of the metric, as in `sharpe`.'),
  run_id: optional(id('The run of an agent.')),
  ...search('the name of the metric'),
  ...metricBounds({ value: { kind: 'double' }, low: { kind: 'double' }, high: { kind: 'double' } }),
}

export const studyFilters = {
  status: anyOf('How it is.', STUDY_STATUSES),
  symbol,
  scheduler: anyOf('What stops and promotes.', SCHEDULERS),
  sampler: anyOf('What draws values.', SAMPLERS),
  ...search('name and notes'),
  ...metricBounds(STUDY_BOUNDS),
  ...period('created_at'),
  ...period('ended_at'),
}

export const trialFilters = {
  status: anyOf('How it is.', TRIAL_STATUSES),
  origin: anyOf('Where its values come from.', TRIAL_ORIGINS),
  rung: optional(count('The highest rung it reported at.')),
  at: optional(
    count(
      'Those that reported at so many episodes; `min_value` and `max_value` then bound the objective there.'
    )
  ),
  ...search('why it failed'),
  ...metricBounds(TRIAL_METRICS),
  ...period('created_at'),
  ...period('updated_at'),
  ...trialRanges,
}

export const lookFilters = {
  run_id: optional(id('The one run that was judged.')),
  ...search('its reason, or in the name of the experiment'),
  ...period('created_at'),
}

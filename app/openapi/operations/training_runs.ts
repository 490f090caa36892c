import { PRESET_LIST } from '#core/parameters/preset'
import { listOperation } from '#openapi/list_operation'
import { json, operation } from '#openapi/operation'
import { id, list, named, record } from '#openapi/shape'
import { EPISODE_SORTS } from '#services/api/episode_list'
import { RUN_SORTS } from '#services/api/run_list'
import { episodeRecord } from '#transformers/records/episode_record'
import { runRecord } from '#transformers/records/run_record'
import { launchBody, noteBody } from '#validators/api/bodies'
import { episodeFiltersOfRun, runFilters } from '#validators/api/list_filters'

const tag = 'Training runs'

export const launched = named(
  'Launched',
  record({
    experiment_id: id('The experiment that was made.'),
    runs: list(runRecord, { description: 'Its runs, one a seed.' }),
  })
)

export const listRuns = listOperation({
  id: 'runs.index',
  path: '/training/runs/',
  tag,
  summary: 'Training runs',
  row: runRecord,
  filters: runFilters,
  sorts: RUN_SORTS,
  usualSort: '-run_id',
})

export const launchRuns = operation({
  id: 'runs.store',
  method: 'POST',
  path: '/training/runs/',
  tag,
  summary: 'Launch an experiment: one run a seed',
  description: `Presets: ${Object.values(PRESET_LIST)
    .map(({ name, hint }) => `\`${name}\`: ${hint}`)
    .join(' ')}`,
  needs: 'research',
  body: {
    type: 'application/json',
    shape: launchBody,
    example: {
      datasets: [1],
      preset: 'quick',
      set: { 'agent.gamma': 0.99 },
      seeds: [1],
      tags: ['momentum'],
    },
  },
  answers: { 201: json('The experiment is stored and its runs are queued.', launched) },
  problems: [400, 404, 409, 413],
  idempotent: true,
})

export const showRun = operation({
  id: 'runs.show',
  method: 'GET',
  path: '/training/runs/{run_id}',
  tag,
  summary: 'One training run',
  needs: 'read',
  answers: { 200: json('The run.', runRecord) },
  problems: [404],
})

export const noteRun = operation({
  id: 'runs.note',
  method: 'PATCH',
  path: '/training/runs/{run_id}',
  tag,
  summary: 'Change the notes of a run',
  needs: 'research',
  body: { type: 'application/json', shape: noteBody, example: { notes: 'Learns nothing late.' } },
  answers: { 200: json('The run.', runRecord) },
  problems: [400, 404, 413],
})

export const cancelRun = operation({
  id: 'runs.cancel',
  method: 'POST',
  path: '/training/runs/{run_id}/cancel/',
  tag,
  summary: 'Ask a queued or running run to stop',
  description:
    'A queued one is cancelled at once, a running one at its next step, with what it has.',
  needs: 'research',
  answers: { 200: json('The run; `cancel_requested` is true.', runRecord) },
  problems: [400, 404, 409, 413],
})

export const resumeRun = operation({
  id: 'runs.resume',
  method: 'POST',
  path: '/training/runs/{run_id}/resume/',
  tag,
  summary: 'Let a failed, cancelled or lost run go on from its checkpoint',
  needs: 'research',
  answers: { 200: json('The run; it is queued.', runRecord) },
  problems: [400, 404, 409, 413],
})

export const deleteRun = operation({
  id: 'runs.destroy',
  method: 'DELETE',
  path: '/training/runs/{run_id}',
  tag,
  summary: 'Delete an ended run with all that hangs on it',
  description: 'The last run of an experiment takes the experiment along.',
  needs: 'research',
  answers: { 204: { description: 'It is gone.', content: {} } },
  problems: [400, 404, 409, 413],
})

export const listEpisodesOfRun = listOperation({
  id: 'runs.episodes',
  path: '/training/runs/{run_id}/episodes/',
  tag,
  summary: 'Episodes of a run',
  row: episodeRecord,
  filters: episodeFiltersOfRun,
  sorts: EPISODE_SORTS,
  usualSort: '-episode_id',
  problems: [404],
})

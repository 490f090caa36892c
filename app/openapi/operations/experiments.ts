import { listOperation } from '#openapi/list_operation'
import { json, operation } from '#openapi/operation'
import { EXPERIMENT_SORTS } from '#services/api/experiment_list'
import { experimentRecord } from '#transformers/records/experiment_record'
import { descriptionBody } from '#validators/api/bodies'
import { experimentFilters } from '#validators/api/list_filters'

const tag = 'Experiments'

export const listExperiments = listOperation({
  id: 'experiments.index',
  path: '/experiments/',
  tag,
  summary: 'Experiments with their runs',
  row: experimentRecord,
  filters: experimentFilters,
  sorts: EXPERIMENT_SORTS,
  usualSort: '-experiment_id',
})

export const showExperiment = operation({
  id: 'experiments.show',
  method: 'GET',
  path: '/experiments/{experiment_id}',
  tag,
  summary: 'One experiment with its runs',
  needs: 'read',
  answers: { 200: json('The experiment.', experimentRecord) },
  problems: [404],
})

export const describeExperiment = operation({
  id: 'experiments.describe',
  method: 'PATCH',
  path: '/experiments/{experiment_id}',
  tag,
  summary: 'Change name, tags or notes of an experiment',
  description: 'Nothing of it changes what was trained.',
  needs: 'research',
  body: {
    type: 'application/json',
    shape: descriptionBody,
    example: { tags: ['momentum', 'to check'] },
  },
  answers: { 200: json('The experiment.', experimentRecord) },
  problems: [400, 404, 413],
})

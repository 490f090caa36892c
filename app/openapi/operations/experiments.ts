import { listOperation } from '#openapi/list_operation'
import { json, operation } from '#openapi/operation'
import { EXPERIMENT_SORTS } from '#services/api/experiment_list'
import { experimentRecord } from '#transformers/records/experiment_record'
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

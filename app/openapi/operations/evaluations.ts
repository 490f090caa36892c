import { listOperation } from '#openapi/list_operation'
import { json, operation } from '#openapi/operation'
import { anyObject } from '#openapi/shape'
import {
  EVALUATION_METRIC_SORTS,
  EVALUATION_SORTS,
  LOOK_SORTS,
} from '#services/api/evaluation_list'
import {
  evaluationMetricRecord,
  evaluationRecord,
  lookRecord,
} from '#transformers/records/evaluation_record'
import { evaluationBody } from '#validators/api/evaluation_body'
import {
  evaluationFilters,
  evaluationMetricFilters,
  lookFilters,
} from '#validators/api/list_filters'

const tag = 'Evaluations'

export const listEvaluations = listOperation({
  id: 'evaluations.index',
  path: '/evaluation/runs/',
  tag,
  summary: 'Evaluations with their verdicts',
  row: evaluationRecord,
  filters: evaluationFilters,
  sorts: EVALUATION_SORTS,
  usualSort: '-evaluation_id',
})

export const requestEvaluation = operation({
  id: 'evaluations.store',
  method: 'POST',
  path: '/evaluation/runs/',
  tag,
  summary: 'Judge the models of an experiment or of a run',
  description:
    'The range `test` is sealed: the look is recorded with its reason before any of its bars is read. `walk_forward` trains every seed anew in each fold first.',
  needs: 'research',
  body: {
    type: 'application/json',
    shape: evaluationBody,
    example: { experiment_id: 1, range: 'validation' },
  },
  answers: { 201: json('It is stored and queued.', evaluationRecord) },
  problems: [400, 404, 409, 413],
  idempotent: true,
})

export const showEvaluation = operation({
  id: 'evaluations.show',
  method: 'GET',
  path: '/evaluation/runs/{evaluation_id}',
  tag,
  summary: 'One evaluation with its verdicts',
  needs: 'read',
  answers: { 200: json('The evaluation.', evaluationRecord) },
  problems: [404],
})

export const cancelEvaluation = operation({
  id: 'evaluations.cancel',
  method: 'POST',
  path: '/evaluation/runs/{evaluation_id}/cancel/',
  tag,
  summary: 'Cancel an evaluation that has not ended',
  description:
    'Nothing of it is stored. Studies and runs of walk-forward folds are stopped with what they have; a look that it was stays counted.',
  needs: 'research',
  answers: { 200: json('The evaluation; it is cancelled.', evaluationRecord) },
  problems: [400, 404, 409, 413],
})

export const deleteEvaluation = operation({
  id: 'evaluations.destroy',
  method: 'DELETE',
  path: '/evaluation/runs/{evaluation_id}',
  tag,
  summary: 'Delete an evaluation; its looks stay counted',
  needs: 'research',
  answers: { 204: { description: 'It is gone.', content: {} } },
  problems: [400, 404, 409, 413],
})

export const listEvaluationMetrics = listOperation({
  id: 'evaluations.metrics',
  path: '/evaluation/runs/{evaluation_id}/metrics/',
  tag,
  summary: 'Every figure of an evaluation, with intervals',
  row: evaluationMetricRecord,
  filters: evaluationMetricFilters,
  sorts: EVALUATION_METRIC_SORTS,
  usualSort: 'evaluation_metric_id',
  usualRows: 200,
  mostRows: 1000,
  problems: [404],
})

export const listLooks = listOperation({
  id: 'evaluations.looks',
  path: '/evaluation/runs/{evaluation_id}/looks/',
  tag,
  summary: 'Every look at the sealed bars that an evaluation overlaps',
  row: lookRecord,
  filters: lookFilters,
  sorts: LOOK_SORTS,
  usualSort: 'test_look_id',
  problems: [404],
})

export const showTearSheet = operation({
  id: 'evaluations.sheet',
  method: 'GET',
  path: '/evaluation/runs/{evaluation_id}/sheet',
  tag,
  summary: 'The tear sheet: everything that its page draws',
  needs: 'read',
  cost: 'moment',
  answers: { 200: json('The document.', anyObject('Curves, tables, intervals and verdicts.')) },
  problems: [404, 409],
  immutable: true,
})

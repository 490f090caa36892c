import { listOperation } from '#openapi/list_operation'
import { json, operation } from '#openapi/operation'
import { shapeOf } from '#openapi/shape'
import { EXPORT_SORTS } from '#services/api/export_list'
import { MODEL_SORTS } from '#services/api/model_list'
import { exportRecord, modelRecord } from '#transformers/records/model_record'
import { exportFilters, modelFilters } from '#validators/api/list_filters'
import { exportBody, promoteBody, retireBody } from '#validators/api/model_body'

const tag = 'Models'
const one = '/models/{experiment_id}'
const problems = [400, 404, 409, 413]

export const listModels = listOperation({
  id: 'models.index',
  path: '/models/',
  tag,
  summary: 'Models: experiments with weights, promoted or not',
  description: 'Trials of studies are among them once they are promoted.',
  row: modelRecord,
  filters: modelFilters,
  sorts: MODEL_SORTS,
  usualSort: '-experiment_id',
})

export const showModel = operation({
  id: 'models.show',
  method: 'GET',
  path: one,
  tag,
  summary: 'The model of an experiment',
  needs: 'read',
  answers: { 200: json('The model.', modelRecord) },
  problems: [404],
})

export const promoteModel = operation({
  id: 'models.promote',
  method: 'POST',
  path: `${one}/promote/`,
  tag,
  summary: 'Give an experiment a name and a version',
  description:
    'Needs 3 completed seeds; a verdict of its newest evaluation that did not pass, or no evaluation, needs a reason. A retired model comes back under its own name.',
  needs: 'research',
  body: {
    type: 'application/json',
    shape: promoteBody,
    example: { name: 'aapl-trend', reason: 'Walk-forward follows next week.' },
  },
  answers: { 200: json('The model; it is promoted.', modelRecord) },
  problems,
})

export const retireModel = operation({
  id: 'models.retire',
  method: 'POST',
  path: `${one}/retire/`,
  tag,
  summary: 'Take a promoted model out of use; its weights and its history stay',
  needs: 'research',
  body: {
    type: 'application/json',
    shape: retireBody,
    example: { reason: 'Version 2 is better.' },
  },
  answers: { 200: json('The model; it is retired.', modelRecord) },
  problems,
})

export const listExports = listOperation({
  id: 'models.exports',
  path: `${one}/exports/`,
  tag,
  summary: 'Exports of a model',
  row: exportRecord,
  filters: exportFilters,
  sorts: EXPORT_SORTS,
  usualSort: 'model_export_id',
  problems: [404],
})

export const makeExport = operation({
  id: 'models.export',
  method: 'POST',
  path: `${one}/exports/`,
  tag,
  summary: 'Write the weights of one seed for other programs',
  description:
    'It is read back and held against the engine on 1,000 observations first. The same weights in the same format are written once.',
  needs: 'research',
  cost: 'seconds',
  body: { type: 'application/json', shape: exportBody, example: { format: 'onnx' } },
  answers: { 201: json('The export.', exportRecord) },
  problems,
  idempotent: true,
})

export const showExportFile = operation({
  id: 'models.file',
  method: 'GET',
  path: '/models/exports/files/{model_export_file_id}',
  tag,
  summary: 'A file of an export',
  needs: 'read',
  answers: {
    200: {
      description: 'Its bytes; they never change.',
      content: {
        'application/octet-stream': shapeOf<string>({
          type: 'string',
          contentMediaType: 'application/octet-stream',
          description: 'The bytes.',
        }),
      },
    },
  },
  problems: [404],
  immutable: true,
})

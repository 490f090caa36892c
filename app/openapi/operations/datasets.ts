import { CATALOGUE } from '#core/parameters/catalogue'
import { listOperation } from '#openapi/list_operation'
import { json, operation, type ParameterShapes } from '#openapi/operation'
import { parameterSchema } from '#openapi/parameter_schema'
import { choice, id, optional, shapeOf, withDefault } from '#openapi/shape'
import { DATASET_SORTS } from '#services/api/dataset_list'
import { BAR_FIGURES, barRecord } from '#transformers/records/bar_record'
import { datasetDetail, datasetRecord } from '#transformers/records/dataset_record'
import { featureRecord, matrixFacts } from '#transformers/records/feature_record'
import { fetchBody, uploadBody } from '#validators/api/bodies'
import { metricBounds, period, ranges } from '#validators/api/filters'
import { datasetFilters } from '#validators/api/list_filters'

const tag = 'Datasets'
/** A source that does not know the symbol: 404; one that does not answer: 424. */
const STORING = [400, 404, 409, 413, 424]

export const listDatasets = listOperation({
  id: 'datasets.index',
  path: '/datasets/',
  tag,
  summary: 'Versions of market data',
  row: datasetRecord,
  filters: datasetFilters,
  sorts: DATASET_SORTS,
  usualSort: '-dataset_id',
})

export const fetchDataset = operation({
  id: 'datasets.store',
  method: 'POST',
  path: '/datasets/',
  tag,
  summary: 'Fetch bars from a source, validate and store them',
  needs: 'research',
  body: {
    type: 'application/json',
    shape: fetchBody,
    example: { source: 'sample', symbol: 'AAPL', interval: '1d' },
  },
  answers: {
    200: json('Exactly these bars were stored before.', datasetRecord),
    201: json('They are stored as a new version.', datasetRecord),
  },
  problems: STORING,
  idempotent: true,
})

export const uploadDataset = operation({
  id: 'datasets.upload',
  method: 'POST',
  path: '/datasets/upload/',
  tag,
  summary: 'Validate and store the bars of a CSV file',
  needs: 'research',
  cost: 'seconds',
  body: { type: 'multipart/form-data', shape: uploadBody },
  answers: {
    200: json('Exactly these bars were stored before.', datasetRecord),
    201: json('They are stored as a new version.', datasetRecord),
  },
  problems: STORING,
  idempotent: true,
})

export const showDataset = operation({
  id: 'datasets.show',
  method: 'GET',
  path: '/datasets/{dataset_id}',
  tag,
  summary: 'One version with the report of its validation',
  needs: 'read',
  answers: { 200: json('The version.', datasetDetail) },
  problems: [404],
  immutable: true,
})

export const deleteDataset = operation({
  id: 'datasets.destroy',
  method: 'DELETE',
  path: '/datasets/{dataset_id}',
  tag,
  summary: 'Delete a version that no experiment and no study uses',
  needs: 'research',
  answers: { 204: { description: 'It is gone.', content: {} } },
  problems: [400, 404, 409, 413],
})

const adjustment = withDefault(
  choice('Prices as traded, without splits, or with dividends too.', [
    'raw',
    'split',
    'total-return',
  ]),
  'raw'
)

const ofDataset = {
  tag,
  problems: [404],
  immutable: true,
  cost: 'moment',
  usualSort: 'bar',
  usualRows: 1000,
  mostRows: 10_000,
} as const

export const listBars = listOperation({
  ...ofDataset,
  id: 'datasets.bars',
  path: '/datasets/{dataset_id}/bars/',
  summary: 'Bars of a version',
  row: barRecord,
  filters: {
    adjustment,
    ...metricBounds({ bar: { kind: 'integer' }, ...BAR_FIGURES }),
    ...period('time'),
  },
  sorts: ['bar', ...Object.keys(BAR_FIGURES)],
})

/** The feature parameters of the catalogue, under their paths; `window` and `clip` come after features. */
const FEATURE_PARAMETERS = CATALOGUE.filter(
  ({ path }) => path.startsWith('features.') && !/\.(window|clip)$/.test(path)
)

export const listFeatures = listOperation({
  ...ofDataset,
  id: 'datasets.features',
  path: '/datasets/{dataset_id}/features/',
  summary: 'Features of a version, as an agent would see them before scaling',
  problems: [404],
  row: featureRecord,
  filters: {
    adjustment: withDefault(adjustment, 'total-return'),
    ...(Object.fromEntries(
      FEATURE_PARAMETERS.map((each) => [each.path, optional(shapeOf(parameterSchema(each)))])
    ) as ParameterShapes),
    ...metricBounds({ bar: { kind: 'integer' } }),
    within: ranges(
      'Bounds of features, by the names of the answer, as in `rsi_14=..30,log_return_1=0..0.02`; both ends are included.'
    ),
    ...period('time'),
  },
  sorts: ['bar'],
  also: {
    dataset_id: id('The version.'),
    ...matrixFacts,
  },
})

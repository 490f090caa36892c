import { EXPORT_COLUMNS, EXPORT_TABLES, type ExportRow } from '#services/models/model_export_rows'
import { listRows, type ListRequest } from './list_rows.js'
import { bounds, period, type ListSpec } from './list_spec.js'

const EXPORTS = {
  select: EXPORT_COLUMNS,
  from: EXPORT_TABLES,
  where: ['r.experiment_id = :experiment'],
  id: 'x.model_export_id',
  sorts: {
    model_export_id: { sql: 'x.model_export_id', kind: 'integer' },
    size_bytes: { sql: 'x.size_bytes', kind: 'integer' },
  },
  filters: {
    format: 'x.format = any(:format)',
    seed: 'r.seed = :seed',
    ...bounds('size_bytes', 'x.size_bytes', 'integer'),
    ...bounds('largest_difference', 'x.largest_difference', 'double'),
    ...period('created_at', 'x.created_at'),
  },
} as const satisfies ListSpec

export const EXPORT_SORTS = Object.keys(EXPORTS.sorts)

export function listExports(
  experimentId: number,
  filters: Readonly<Record<string, unknown>>,
  request: ListRequest
) {
  return listRows<ExportRow>(EXPORTS, { ...filters, experiment: experimentId }, request)
}

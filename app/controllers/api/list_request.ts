import type { HttpContext } from '@adonisjs/core/http'
import type { ListOperation } from '#openapi/list_operation'
import { queryOf } from '#openapi/request_query'
import type { ListRequest } from '#services/api/list_rows'

/** What a list was asked for: its filters, and the page of the order. */
export function listRequestOf(ctx: HttpContext, operation: ListOperation) {
  const { sort, limit, after, fields: _, ...filters } = queryOf(ctx, operation)
  return { filters, request: { sort, limit, after } satisfies ListRequest }
}

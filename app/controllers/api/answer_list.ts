import type { HttpContext } from '@adonisjs/core/http'
import type { ListOperation } from '#openapi/list_operation'
import { queryOf } from '#openapi/request_query'
import { csvOf } from '#transformers/csv'

type Row = Readonly<Record<string, unknown>>

interface Page {
  readonly data: readonly Row[]
  /** `after` of the next page. */
  readonly next: string | null
  /** Facts of the whole list. */
  readonly also?: Row
  /** Columns of the CSV where they are not the row's fields. */
  readonly flat?: (row: Row) => Row
}

/** Answers a page of a list: only the wanted fields, as JSON or, when the client asks for it, as CSV. */
export function answerList(ctx: HttpContext, operation: ListOperation, page: Page) {
  const { response } = ctx
  const names = fieldsOf(ctx, operation)
  const data = page.data.map((row) => only(row, names))
  const next = page.next === null ? null : nextPath(ctx, page.next)
  if (next !== null) response.header('link', `<${next}>; rel="next"`)
  if (!wantsCsv(ctx)) return response.json({ ...page.also, data, next })
  const rows = page.flat === undefined ? data : data.map(page.flat)
  response.header('content-type', 'text/csv; charset=utf-8; header=present')
  return response.send(csvOf(rows, names))
}

/** Whether the answer is CSV; caches keep it apart from the JSON. */
export function wantsCsv({ request, response }: HttpContext): boolean {
  response.vary('Accept')
  return request.accepts(['application/json', 'text/csv']) === 'text/csv'
}

function fieldsOf(ctx: HttpContext, operation: ListOperation): readonly string[] {
  return queryOf(ctx, operation).fields ?? Object.keys(operation.row.properties)
}

function only(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name]]))
}

function nextPath({ request }: HttpContext, after: string): string {
  const query = new URLSearchParams(request.parsedUrl.query ?? '')
  query.set('after', after)
  return `${request.url()}?${query.toString()}`
}

import type { HttpContext } from '@adonisjs/core/http'
import type { ListOperation } from '#openapi/list_operation'
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
  const { request, response } = ctx
  const names = fieldsOf(ctx, operation)
  const data = page.data.map((row) => only(row, names))
  const next = page.next === null ? null : nextPath(request, page.next)
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

function fieldsOf({ request }: HttpContext, { row }: ListOperation): readonly string[] {
  const fields: unknown = request.qs()['fields']
  return typeof fields === 'string' ? fields.split(',') : Object.keys(row.properties)
}

function only(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.map((name) => [name, row[name]]))
}

function nextPath(request: HttpContext['request'], after: string): string {
  const query = new URLSearchParams({ ...request.qs(), after })
  return `${request.url()}?${query.toString()}`
}

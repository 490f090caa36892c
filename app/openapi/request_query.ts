import type { HttpContext } from '@adonisjs/core/http'
import { Defect } from '#core/errors'
import type { Operation, ParameterShapes } from './operation.js'
import { readTexts } from './read_request.js'
import type { InputOf } from './shape.js'

const READ = new WeakMap<HttpContext, unknown>()

/**
 * Reads the query of a request, once, before its controller.
 * @throws E_REQUEST_INVALID
 */
export function readQuery(ctx: HttpContext, operation: Operation): void {
  READ.set(ctx, readTexts(operation.query, sentQuery(ctx)))
}

/** The query as it was sent: commas and brackets mean nothing yet; a repeated name has all its values. */
export function sentQuery({ request }: HttpContext): Record<string, string | string[]> {
  const sent = new URLSearchParams(request.parsedUrl.query ?? '')
  const entries = [...new Set(sent.keys())].map((name) => {
    const values = sent.getAll(name)
    return [name, values.length === 1 ? values[0]! : values] as const
  })
  return Object.fromEntries(entries)
}

/** The query as the operation's shapes have it. */
export function queryOf<Q extends ParameterShapes>(
  ctx: HttpContext,
  operation: Operation<Q>
): InputOf<Q> {
  const query = READ.get(ctx)
  if (query === undefined) throw new Defect(`${operation.id} has no route that reads its query.`)
  return query as InputOf<Q>
}

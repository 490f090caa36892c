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
  READ.set(ctx, readTexts(operation.query, ctx.request.qs()))
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

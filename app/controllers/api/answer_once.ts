import type { HttpContext } from '@adonisjs/core/http'
import { idempotencyKey } from '#openapi/idempotency_key'
import type { Operation } from '#openapi/operation'
import { RequestInvalid } from '#exceptions/request_invalid'
import { schemaFaults } from '#openapi/schema_faults'
import { once, type GivenAnswer } from '#services/api/idempotency'

/**
 * Creates something and answers; under an `Idempotency-Key`, at most once for it.
 * @param asked what the body asks for, plain data; the path's ids are added to it
 */
export async function answerOnce(
  ctx: HttpContext,
  operation: Operation,
  asked: unknown,
  create: () => Promise<GivenAnswer>
) {
  const { auth, request, response } = ctx
  const given = request.headers()['idempotency-key'] // an empty one, too
  if (given === undefined) {
    const { status, body } = await create()
    return response.status(status).json(body)
  }
  const key = String(given)
  const faults = schemaFaults(idempotencyKey.schema, key, 'Idempotency-Key')
  if (faults.length > 0) throw new RequestInvalid(faults)
  const whole = { ...ctx.params, asked }
  const claim = { userId: auth.getUserOrFail().id, key, operation: operation.id, request: whole }
  const { status, body, replayed } = await once(claim, create)
  if (replayed) response.header('idempotency-replayed', 'true')
  return response.status(status).json(body)
}

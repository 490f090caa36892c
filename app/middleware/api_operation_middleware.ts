import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { AbilityNeeded } from '#exceptions/ability_needed'
import { MediaTypeRefused } from '#exceptions/media_type_refused'
import type { Operation } from '#openapi/operation'
import { readQuery } from '#openapi/request_query'

/** Holds a request to its operation: the token's ability, the type of its body, its query. */
export function heldTo(operation: Operation) {
  return async (ctx: HttpContext, next: NextFn) => {
    checkAbility(ctx, operation)
    checkMediaType(ctx, operation)
    readQuery(ctx, operation)
    return next()
  }
}

/** A session may what its role may; a token, of that, only what it was made for. */
function checkAbility({ auth }: HttpContext, { needs }: Operation): void {
  if (needs === 'nothing' || auth.authenticatedViaGuard !== 'api') return
  const token = auth.use('api').user?.currentAccessToken
  if (token?.allows(needs)) return
  throw new AbilityNeeded(needs, token?.abilities ?? [])
}

function checkMediaType({ request }: HttpContext, { body }: Operation): void {
  if (body === null || request.is([body.type]) !== null) return
  throw new MediaTypeRefused(request.header('content-type') ?? 'absent', body.type)
}

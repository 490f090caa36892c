import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { AbilityNeeded } from '#exceptions/ability_needed'
import { MediaTypeRefused } from '#exceptions/media_type_refused'
import type { Operation } from '#openapi/operation'
import { readQuery } from '#openapi/request_query'
import { claimCost } from '#services/people/allowance'
import type { TokenAbility } from '#services/people/create_token'

/** Holds a request to its operation: the token's ability, the type of its body, its query, its cost. */
export function heldTo(operation: Operation) {
  return async (ctx: HttpContext, next: NextFn) => {
    checkAbility(ctx, operation)
    checkMediaType(ctx, operation)
    readQuery(ctx, operation)
    if (operation.cost !== undefined) claimCost(ctx.auth.getUserOrFail().id, operation.cost)
    return next()
  }
}

/** A session may what its role may; a token, of that, only what it was made for. */
export function allows({ auth }: HttpContext, ability: TokenAbility): boolean {
  return auth.authenticatedViaGuard !== 'api' || tokenOf(auth)?.allows(ability) === true
}

function checkAbility(ctx: HttpContext, { needs }: Operation): void {
  if (needs === 'nothing' || allows(ctx, needs)) return
  throw new AbilityNeeded(needs, tokenOf(ctx.auth)?.abilities ?? [])
}

function tokenOf(auth: HttpContext['auth']) {
  return auth.use('api').user?.currentAccessToken
}

function checkMediaType({ request }: HttpContext, { body }: Operation): void {
  if (body === null || request.is([body.type]) !== null) return
  throw new MediaTypeRefused(request.header('content-type') ?? 'absent', body.type)
}

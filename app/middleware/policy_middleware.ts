import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Defect } from '#core/errors'
import { RoleNeeded } from '#exceptions/role_needed'
import AuthMiddleware from '#middleware/auth_middleware'
import { ROUTE_COSTS } from '#policies/route_costs'
import { policyOf } from '#policies/route_policies'
import { claimCost } from '#services/people/allowance'

/** Holds every route to its policy, and who asks to what one person may have computed. */
export default class PolicyMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const needed = policyOf(ctx.route?.name)
    if (needed === null) throw new Defect(`The route ${ctx.route?.pattern} has no policy.`)
    if (needed === 'anyone') return next()
    return new AuthMiddleware().handle(ctx, async () => {
      const user = ctx.auth.getUserOrFail()
      if (!user.may(needed)) throw new RoleNeeded(needed, user.role)
      const cost = ROUTE_COSTS[ctx.route?.name ?? '']
      if (cost !== undefined) claimCost(user.id, cost)
      return next()
    })
  }
}

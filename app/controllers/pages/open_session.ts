import type { HttpContext } from '@adonisjs/core/http'
import { keepSession } from '#middleware/keep_session'
import type User from '#models/user'
import { noteBegin, type Entrance } from '#services/people/sessions'

/** Signs a person in with a session of its own; `remember` keeps the browser signed in for 14 days. */
export async function openSession(
  ctx: HttpContext,
  user: User,
  by: Exclude<Entrance, 'remembered'>,
  remember = false
): Promise<void> {
  await ctx.auth.use('web').login(user, remember)
  await keepSession(ctx, user)
  await noteBegin(user, ctx.request.ip(), by)
}

import type { HttpContext } from '@adonisjs/core/http'
import type { Actor } from '#services/audit_service'

/** Who acts, for services that write the audit log. */
export function actorOf({ auth, request }: HttpContext): Actor {
  const user = auth.getUserOrFail()
  const route = request.url().startsWith('/api/') ? 'api' : 'page'
  return { userId: user.id, person: user.email, route, address: request.ip() }
}

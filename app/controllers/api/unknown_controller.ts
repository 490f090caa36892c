import type { HttpContext } from '@adonisjs/core/http'
import { MethodRefused, PathUnknown } from '#exceptions/path_unknown'
import { methodsAt } from '#openapi/operations'

/** What no operation answers. */
export default class UnknownController {
  handle({ request, response }: HttpContext) {
    const methods = methodsAt(request.url().replace(/^\/api\/v1/, ''))
    if (methods.length === 0) throw new PathUnknown(request.url())
    response.header('allow', methods.join(', '))
    throw new MethodRefused(request.method(), methods)
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { policyOf } from '#policies/route_policies'

/** The routes that take a file, in its part `file`. */
const TAKE_FILES = ['datasets.store', 'datasets.preview', 'api.datasets.upload']

/**
 * Reads the files that a form sends: on routes that take one, from people who may use them, into memory
 * (`uploadedFile`). Of everybody else nothing is read, so that no stranger fills memory or disk.
 */
export default class UploadMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { request, route } = ctx
    const isForm = request.is(['multipart/form-data']) !== null && request.hasBody()
    if (isForm && TAKE_FILES.includes(route?.name ?? '') && (await isAllowed(ctx))) await read(ctx)
    return next()
  }
}

async function isAllowed({ auth, request, route }: HttpContext): Promise<boolean> {
  await auth.checkUsing(request.url().startsWith('/api/') ? ['web', 'api'] : ['web'])
  const needed = policyOf(route?.name)
  const { user } = auth
  if (needed === null || needed === 'anyone' || !user) return false
  return user.disabledAt === null && user.may(needed)
}

async function read({ request }: HttpContext): Promise<void> {
  const { multipart } = request
  multipart.onFile('*', { deferValidations: true }, async (part, report) => {
    const chunks: Buffer[] = []
    part.on('data', report)
    try {
      for await (const chunk of part) if (part.name === 'file') chunks.push(chunk as Buffer)
      return { bytes: Buffer.concat(chunks) }
    } catch (error) {
      multipart.abort(error) // else it would end up as a fault of the file alone
    }
  })
  await multipart.process()
}

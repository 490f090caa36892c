import type { HttpContext } from '@adonisjs/core/http'

/** The file that a form sent as its part `file`, as UploadMiddleware read it; null: none. */
export function uploadedFile({ request }: HttpContext): { bytes: Buffer; name: string } | null {
  const file = request.file('file')
  const bytes = file?.meta['bytes'] as Buffer | undefined
  return file === null || bytes === undefined ? null : { bytes, name: file.clientName }
}

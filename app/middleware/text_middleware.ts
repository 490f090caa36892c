import type { HttpContext } from '@adonisjs/core/http'
import { MultipartFile } from '@adonisjs/core/bodyparser'
import type { NextFn } from '@adonisjs/core/types/http'
import { RequestInvalid } from '#exceptions/request_invalid'

/** PostgreSQL keeps no text with the character zero, and no person types one: it is refused at the door. */
export default class TextMiddleware {
  async handle({ request }: HttpContext, next: NextFn) {
    for (const [name, value] of Object.entries(request.all())) {
      if (!hasZero(value)) continue
      const message = `${name} has the character U+0000.`
      throw new RequestInvalid([{ path: name, message }], 'Leave it out.')
    }
    return next()
  }
}

function hasZero(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (Array.isArray(value)) return value.some(hasZero)
  if (typeof value !== 'object' || value === null || value instanceof MultipartFile) return false
  return Object.entries(value).some(([name, each]) => name.includes('\0') || hasZero(each))
}

import { createHash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import { codeVersion } from '#services/code_version'
import { wantsCsv } from './answer_list.js'

/**
 * Marks an answer as one that never changes, by an ETag of what identifies its content. True when the
 * client has it already: then 304 was sent.
 */
export function isUnchanged(ctx: HttpContext, identity: readonly unknown[]): boolean {
  const { request, response } = ctx
  const form = [codeVersion(), request.url(true), wantsCsv(ctx)]
  const hash = createHash('sha256').update(JSON.stringify([...form, ...identity]))
  const etag = `"${hash.digest('base64url').slice(0, 27)}"`
  response.header('etag', etag).header('cache-control', 'private, no-cache')
  const known = (request.header('if-none-match') ?? '').split(',').map((tag) => tag.trim())
  if (!known.some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag)) return false
  response.status(304).send(null)
  return true
}

import type { HttpContext } from '@adonisjs/core/http'

/** Aborts when nobody waits for the answer any more: its browser has gone, or asked for something newer. */
export function goneSignal({ response }: HttpContext): AbortSignal {
  const gone = new AbortController()
  response.response.once('close', () => gone.abort())
  return gone.signal
}

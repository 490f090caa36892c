import type { HttpContext } from '@adonisjs/core/http'
import { footOf, shellState } from '#services/pages/shell'

const LEAST_MS_BETWEEN = 2000

let read: { readonly at: number; readonly html: Promise<string> } | null = null

/** The foot of the frame as a fragment, the same for all who look: read every 2 s for all streams together. */
export function liveFoot(view: HttpContext['view']): Promise<string> {
  const now = Date.now()
  if (read === null || now - read.at >= LEAST_MS_BETWEEN) {
    read = { at: now, html: rendered(view) }
  }
  return read.html
}

async function rendered(view: HttpContext['view']): Promise<string> {
  return view.render('partials/shell/live_foot', { shell: footOf(await shellState()) })
}

import htmx from 'htmx.org'
import 'htmx.org/dist/ext/hx-sse.js'

interface RequestEvent extends Event {
  readonly detail: { ctx: { request: { headers: Record<string, string> } } }
}

const token = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? ''

document.addEventListener('htmx:config:request', (event) => {
  ;(event as RequestEvent).detail.ctx.request.headers['x-csrf-token'] = token
})

export { htmx }

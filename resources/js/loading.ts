import { targetOf, type RequestEvent } from './request_region.ts'

const PATIENCE_MS = 300

const timers = new WeakMap<object, number>()

/** A live stream changes other regions than the one that opened it, and some answers change none. */
function staysAsItIs(target: Element): boolean {
  return target.matches('[hx-sse\\:connect], [hx-swap="none"]')
}

/** A region that waits for its content over 300 ms says so, in the height that it has. */
export function enableLoading(): void {
  document.addEventListener('htmx:before:request', (event) => {
    const { ctx } = (event as RequestEvent).detail
    const target = ctx && targetOf(ctx)
    if (!ctx || !target || staysAsItIs(target)) return
    timers.set(
      ctx,
      window.setTimeout(() => {
        target.setAttribute('aria-busy', 'true')
      }, PATIENCE_MS)
    )
  })
  for (const end of ['htmx:after:request', 'htmx:error']) {
    document.addEventListener(end, (event) => {
      const { ctx } = (event as RequestEvent).detail
      if (ctx === undefined) return
      clearTimeout(timers.get(ctx))
      targetOf(ctx)?.removeAttribute('aria-busy')
    })
  }
}

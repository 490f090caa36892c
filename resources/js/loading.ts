const PATIENCE_MS = 300

interface RequestEvent extends Event {
  readonly detail: { ctx?: { target?: Element | string } }
}

const timers = new WeakMap<object, number>()

/** The element that an answer is swapped into. */
function targetOf({ detail }: RequestEvent): Element | null {
  const target = detail.ctx?.target
  return typeof target === 'string' ? document.querySelector(target) : (target ?? null)
}

/** A live stream changes other regions than the one that opened it, and some answers change none. */
function staysAsItIs(target: Element): boolean {
  return target.matches('[hx-sse\\:connect], [hx-swap="none"]')
}

/** A region that waits for its content over 300 ms says so, in the height that it has. */
export function enableLoading(): void {
  document.addEventListener('htmx:before:request', (event) => {
    const target = targetOf(event as RequestEvent)
    const { ctx } = (event as RequestEvent).detail
    if (ctx === undefined || target === null || staysAsItIs(target)) return
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
      if (ctx !== undefined) clearTimeout(timers.get(ctx))
      targetOf(event as RequestEvent)?.removeAttribute('aria-busy')
    })
  }
}

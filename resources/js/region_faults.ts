import { htmx } from './htmx.ts'
import { targetOf, type RequestContext, type RequestEvent } from './request_region.ts'

const STALE = 'stale'

/** The region of a request; an act whose answer is swapped nowhere concerns its panel. */
function regionOf(ctx: RequestContext): HTMLElement | null {
  const target = targetOf(ctx)
  return ctx.swap === 'none' ? (target?.closest<HTMLElement>('.panel, main') ?? null) : target
}

/** A stream says by itself that it was cut off. */
const isStream = ({ sourceElement }: RequestContext) =>
  sourceElement?.matches('[hx-sse\\:connect]') === true

/** A place for problems holds nothing, or the fault before; what is swapped nowhere has no region. */
function holdsContent(target: HTMLElement): boolean {
  return [...target.children].some((child) => !child.matches('[data-fault]') && isShown(child))
}

const isShown = (element: Element) => element.getClientRects().length > 0

/** What the server said; a proxy in between says nothing that people can use. */
function faultOf(text: string | undefined, status: number): HTMLElement {
  const said = new DOMParser().parseFromString(text ?? '', 'text/html')
  const fault = said.querySelector<HTMLElement>('[data-fault]')
  return fault
    ? document.adoptNode(fault)
    : ownFault(`HTTP ${status}`, `The server answered ${status}.`)
}

function ownFault(code: string, cause: string): HTMLElement {
  const fault = document.createElement('div')
  fault.className = 'notice bad'
  fault.setAttribute('role', 'alert')
  fault.dataset['fault'] = code
  const name = document.createElement('strong')
  name.textContent = code
  const text = document.createElement('p')
  text.textContent = `${cause} Nothing was changed by it, as far as is known.`
  fault.append(name, text)
  return fault
}

function unreachable(error: Error | undefined): HTMLElement {
  return error?.name === 'AbortError'
    ? ownFault('E_NO_ANSWER', 'The server took too long to answer.')
    : ownFault('E_UNREACHABLE', 'The server could not be reached.')
}

/** The same request again, with what the form holds by then. */
function retryButton(ctx: RequestContext, target: HTMLElement): HTMLButtonElement {
  const button = document.createElement('button')
  button.className = 'btn small'
  button.type = 'button'
  button.textContent = 'Retry'
  button.addEventListener('click', () => {
    const { method, action } = ctx.request
    const source = ctx.sourceElement?.isConnected ? ctx.sourceElement : target
    void htmx.ajax(method, action, {
      source,
      target: targetOf(ctx) ?? target,
      swap: ctx.swap ?? '',
    })
  })
  return button
}

/** Says within the region what went wrong; what it showed stays, marked as old. */
function show(ctx: RequestContext, target: HTMLElement, fault: HTMLElement): void {
  clear(target)
  if (holdsContent(target)) {
    target.classList.add(STALE)
    const old = document.createElement('p')
    old.textContent = 'What is shown here is from before.'
    fault.append(old)
  } else {
    target.replaceChildren()
  }
  fault.append(retryButton(ctx, target))
  target.prepend(fault)
}

/** A pressed Retry goes with the fault that it answers; focus stays in the region. */
function clear(target: HTMLElement): void {
  target.classList.remove(STALE)
  for (const fault of target.querySelectorAll<HTMLElement>(':scope > [data-fault]')) {
    if (fault.contains(document.activeElement)) {
      target.tabIndex = -1
      target.focus()
    }
    fault.remove()
  }
}

/** A refusal stands in the place that is for it; anything else that fails leaves its region as it is. */
function keepsRegion({ response }: RequestContext, target: HTMLElement): boolean {
  const status = response?.status ?? 0
  return status >= 500 || (status >= 400 && holdsContent(target))
}

/** Errors of requests are told within the region that they concern, with Retry; other regions stay. */
export function enableRegionFaults(): void {
  document.addEventListener('htmx:before:swap', (event) => {
    const { ctx } = (event as RequestEvent).detail
    const target = ctx && regionOf(ctx)
    if (!ctx || !target || isStream(ctx)) return
    if (!keepsRegion(ctx, target)) return clear(target)
    event.preventDefault()
    show(ctx, target, faultOf(ctx.text, ctx.response!.status))
  })
  document.addEventListener('htmx:error', (event) => {
    const { ctx, error } = (event as RequestEvent).detail
    const target = ctx && regionOf(ctx)
    if (!ctx || !target || isStream(ctx)) return
    show(ctx, target, unreachable(error))
  })
}

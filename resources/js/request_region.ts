/** What htmx knows of one request. */
export interface RequestContext {
  /** None where a script swaps something in. */
  readonly sourceElement?: Element
  readonly target?: Element | string | null
  readonly swap?: string
  readonly text?: string
  readonly request: { readonly method: string; readonly action: string }
  readonly response?: { readonly status: number }
}

export interface RequestEvent extends Event {
  readonly detail: { readonly ctx?: RequestContext; readonly error?: Error }
}

/** The element that an answer is swapped into. */
export function targetOf({ target }: RequestContext): HTMLElement | null {
  return typeof target === 'string'
    ? document.querySelector<HTMLElement>(target)
    : ((target as HTMLElement | null | undefined) ?? null)
}

import { withView } from '../charts/figure_address.ts'
import { htmx } from '../htmx.ts'

/** Shows the trials that an address lists, without loading the page. */
export async function showTrials(address: URL): Promise<void> {
  const url = withView(address)
  const table = document.getElementById('trials')
  table?.setAttribute('aria-busy', 'true')
  history.pushState(null, '', `${url.pathname}${url.search}`)
  await htmx.ajax('GET', `${url.pathname}${url.search}`, {
    target: '#trials',
    swap: 'outerHTML',
  })
}

function ofThisPage(href: string): URL | null {
  const url = new URL(href, location.href)
  return url.pathname === location.pathname ? url : null
}

/** The address that a form asks for; what it has several of is joined. */
function asked(form: HTMLFormElement): URL {
  const url = new URL(form.action)
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string' || value.trim() === '') continue
    const before = url.searchParams.get(name)
    url.searchParams.set(name, before === null ? value : `${before},${value}`)
  }
  return url
}

/** The filter's form, its chips, and the heads and pages of the table change the table alone. */
export function enableTrialTable(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('#trials a[href]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    const url = ofThisPage(link.href)
    if (!url) return
    event.preventDefault()
    void showTrials(url)
  })
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (!form.matches('[data-trials-filter], #trials .go-to')) return
    event.preventDefault()
    void showTrials(asked(form))
  })
  // going back shows what the address says
  window.addEventListener('popstate', () => {
    if (document.getElementById('trials')) location.reload()
  })
}

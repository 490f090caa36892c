import { swapKeepingFigures } from './charts/fresh_figures.ts'
import { htmx } from './htmx.ts'

const SOON_MS = 50
const AGAIN_MS = 5000

let timer = 0

function regions(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-fresh]')]
}

async function freshPage(): Promise<Document> {
  const response = await fetch(location.href, { headers: { accept: 'text/html' } })
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  return new DOMParser().parseFromString(await response.text(), 'text/html')
}

/** What a person is about to do is not taken from them: its region is made new when the dialog closes. */
function waitsForDialog(region: HTMLElement): boolean {
  const dialog = region.querySelector<HTMLDialogElement>('dialog[open]')
  dialog?.addEventListener('close', refreshSoon, { once: true })
  return dialog !== null
}

async function refresh(): Promise<void> {
  try {
    const page = await freshPage()
    for (const region of regions()) {
      const fresh = page.getElementById(region.id)
      if (fresh === null || waitsForDialog(region)) continue
      if (region.dataset['fresh'] === 'outerHTML') {
        await htmx.swap({ target: region, text: fresh.outerHTML, swap: 'outerHTML' })
      } else await swapKeepingFigures(region, fresh)
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    // the regions are old until it succeeds
    for (const region of regions()) region.title = `Could not be read anew: ${error.message}`
    timer = window.setTimeout(() => void refresh(), AGAIN_MS)
  }
}

/**
 * Reads the page anew and puts its regions with `data-fresh` (and an id) in place of those that are shown:
 * what depends on a status and on who looks. The rest stays as it is: scroll, zoom, an open dialog.
 * A page without such regions is loaded anew.
 */
export function refreshSoon(): void {
  if (regions().length === 0) return location.reload()
  clearTimeout(timer)
  timer = window.setTimeout(() => void refresh(), SOON_MS)
}

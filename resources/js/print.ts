import { redrawFigures } from './charts/registry.ts'

/** What goes on paper: the first page, which says what matters, or all of it. */
type Extent = 'page' | 'all'

let extent: Extent = 'page'

/** Lays the page out as on paper and draws its charts in that size and in light colours. */
function toPaper(): void {
  document.documentElement.dataset['printing'] = extent
  redrawFigures()
}

function toScreen(): void {
  delete document.documentElement.dataset['printing']
  extent = 'page'
  redrawFigures()
}

/** The Print buttons, and what printing by any other way needs too. */
export function enablePrinting(): void {
  addEventListener('beforeprint', toPaper)
  addEventListener('afterprint', toScreen)
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-print]')
    if (button === null) return
    extent = button.dataset['print'] === 'all' ? 'all' : 'page'
    print()
  })
}

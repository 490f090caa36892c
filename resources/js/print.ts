import { redrawFigures } from './charts/registry.ts'

/** Lays the page out as on paper and draws its charts in that size and in light colours. */
function toPaper(): void {
  document.documentElement.dataset['printing'] = ''
  redrawFigures()
}

function toScreen(): void {
  delete document.documentElement.dataset['printing']
  redrawFigures()
}

/** The Print button, and what printing by any other way needs too. */
export function enablePrinting(): void {
  addEventListener('beforeprint', toPaper)
  addEventListener('afterprint', toScreen)
  document.addEventListener('click', (event) => {
    if ((event.target as Element).closest('[data-print]')) print()
  })
}

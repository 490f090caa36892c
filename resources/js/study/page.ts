import { htmx } from '../htmx.ts'
import { note } from '../address.ts'
import { drawLastPlots, syncFollowing } from './follow.ts'
import { enableLadder, syncPath } from './ladder.ts'
import { syncParallel } from './parallel.ts'
import { enableTrialTable } from './trials.ts'

/** Where the plots could not be drawn, the page offers to try again. */
function offerRetry(): void {
  const fault = document.querySelector('#plots-region > [data-fault]')
  if (!fault || fault.querySelector('[data-retry]')) return
  const link = document.createElement('a')
  link.className = 'btn small'
  link.href = location.href
  link.dataset['retry'] = ''
  link.textContent = 'Retry'
  fault.append(link)
}

/** Other parameters of the contour, which alone is drawn anew. */
function drawContour(form: HTMLFormElement): void {
  const chosen = Object.fromEntries(new FormData(form)) as Record<string, string>
  note(chosen)
  const source = `${form.dataset['contour']}${location.search}`
  void htmx.ajax('GET', source, { target: '#contour', swap: 'outerHTML' }).then(() => {
    document.getElementById('contour-x')?.focus()
  })
}

/** A study's page: brushing, the ladder's paths, the contour's pair, and plots that follow. */
export function enableStudyPage(): void {
  if (!document.getElementById('plots-region')) return
  enableTrialTable()
  enableLadder()
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    if (!form.matches('[data-contour]')) return
    event.preventDefault()
    drawContour(form)
  })
  document.addEventListener('finished', drawLastPlots)
  document.addEventListener('htmx:after:swap', syncStudyPage)
  void document.fonts.load('500 12px "Inter Variable"').finally(syncStudyPage)
}

function syncStudyPage(): void {
  syncParallel()
  syncPath()
  syncFollowing()
  offerRetry()
}

import type { ChartSpec } from '../../../app/transformers/charts/chart_spec.ts'
import { figureOf } from '../charts/registry.ts'
import { htmx } from '../htmx.ts'
import { note } from '../address.ts'

export const LADDER = 'ladder'
const PATH = 'path'

interface Point {
  readonly x: number
  readonly y: number
}

/** The ladder with one trial's way through it, or with none. */
export function withPath(spec: ChartSpec, label: string, path: readonly Point[]): ChartSpec {
  const series = {
    kind: 'line',
    key: PATH,
    label,
    color: 'c2',
    x: path.map(({ x }) => x),
    y: path.map(({ y }) => y),
  } as const
  return {
    ...spec,
    panes: spec.panes.map((pane) => {
      const others = pane.series.filter(({ key }) => key !== PATH)
      return { ...pane, series: path.length === 0 ? others : [...others, series] }
    }),
  }
}

/** The ladder with the way of the trial that the page shows. */
export function lit(spec: ChartSpec): ChartSpec {
  const panel = document.querySelector<HTMLElement>('#trial [data-path]')
  const path = panel ? (JSON.parse(panel.dataset['path'] ?? '[]') as Point[]) : []
  return withPath(spec, `Trial ${panel?.dataset['trial'] ?? ''}`, path)
}

let shown: Element | null = null

/** Lights the way of the trial that the page shows, when it shows another. */
export function syncPath(): void {
  const figure = figureOf(LADDER)
  const panel = document.querySelector<HTMLElement>('#trial [data-path]')
  if (!figure || panel === shown) return
  shown = panel
  figure.replace(lit(figure.spec))
}

async function openTrial(link: string): Promise<void> {
  const trial = link.split('/').at(-1) ?? ''
  note({ trial })
  await htmx.ajax('GET', link, { target: '#trial', swap: 'innerHTML' })
  syncPath()
}

function closeTrial(): void {
  note({ trial: null })
  document.getElementById('trial')?.replaceChildren()
  syncPath()
  document.querySelector<HTMLElement>(`#${LADDER} canvas`)?.focus()
}

/** Marks of a study's figures open their trials within the page. */
export function enableLadder(): void {
  document.addEventListener('figure:open', (event) => {
    const link = (event as CustomEvent<string>).detail
    if (!document.getElementById('trial') || !/^\/studies\/\d+\/trials\/\d+$/.test(link)) return
    event.preventDefault()
    void openTrial(link)
  })
  document.addEventListener('click', (event) => {
    const target = event.target as Element
    const line = target.closest<SVGElement>('polyline[data-href]')
    if (line) void openTrial(line.dataset['href'] ?? '')
    if (!target.closest('[data-close-trial]')) return
    event.preventDefault()
    closeTrial()
  })
}

import { barOf, isMovable, moveBy, moveToBar, said } from './fields.ts'
import type { Border, KnownBar, Places } from './places.ts'

const SVG = 'http://www.w3.org/2000/svg'
const LABELS: Readonly<Record<Border, string>> = {
  validation: 'Border between training and validation',
  test: 'Border between validation and sealed test',
}
/** Keys: how many steps, and whether large ones. */
const KEYS: Readonly<Record<string, readonly [steps: number, large: boolean]>> = {
  ArrowLeft: [-1, false],
  ArrowDown: [-1, false],
  ArrowRight: [1, false],
  ArrowUp: [1, false],
  PageDown: [-1, true],
  PageUp: [1, true],
  Home: [-1000, true],
  End: [1000, true],
}

let dragged: Border | null = null

function drawing(): SVGSVGElement | null {
  return document.querySelector<SVGSVGElement>('form[data-launch] [data-split]')
}

function placesOf(svg: SVGSVGElement): Places {
  const known = JSON.parse(svg.dataset['split'] ?? '[]') as KnownBar[]
  return { first: known[0]![0], last: known.at(-1)![0], known }
}

function handleOf(svg: SVGSVGElement, border: Border): SVGGElement | null {
  return svg.querySelector<SVGGElement>(`#split-${border}`)
}

function line(className: string): SVGLineElement {
  const drawn = document.createElementNS(SVG, 'line')
  drawn.setAttribute('class', className)
  drawn.setAttribute('y1', '0')
  drawn.setAttribute('y2', '24')
  return drawn
}

function makeHandle(svg: SVGSVGElement, border: Border): SVGGElement {
  const handle = document.createElementNS(SVG, 'g')
  for (const [name, value] of Object.entries({
    id: `split-${border}`,
    class: 'split-handle',
    role: 'slider',
    tabindex: '0',
    'aria-label': LABELS[border],
  })) {
    handle.setAttribute(name, value)
  }
  handle.append(line('grip'), line('edge'))
  svg.append(handle)
  return handle
}

/** Puts a handle where the fields say. */
function place(handle: SVGGElement, border: Border, places: Places): void {
  const bar = String(barOf(border, places))
  for (const each of handle.querySelectorAll('line')) {
    each.setAttribute('x1', bar)
    each.setAttribute('x2', bar)
  }
  const { now, min, max, text } = said(border, places)
  handle.setAttribute('aria-valuenow', String(now))
  handle.setAttribute('aria-valuemin', String(min))
  handle.setAttribute('aria-valuemax', String(max))
  handle.setAttribute('aria-valuetext', text)
}

/** Gives the drawn split its two handles, or moves them to where the fields say. */
export function syncSplit(): void {
  const svg = drawing()
  if (svg === null) return
  const places = placesOf(svg)
  for (const border of ['validation', 'test'] as const) {
    const known = handleOf(svg, border)
    if (!isMovable(places)) known?.remove()
    else place(known ?? makeHandle(svg, border), border, places)
  }
}

function borderOf(target: EventTarget | null): Border | null {
  const handle = (target as Element | null)?.closest?.('.split-handle')
  if (!handle) return null
  return handle.id === 'split-test' ? 'test' : 'validation'
}

/** The fields have changed: the server is to judge them. */
function tell(): void {
  const launch = document.querySelector('form[data-launch]')
  launch?.dispatchEvent(new Event('input', { bubbles: true }))
}

function onKey(event: KeyboardEvent): void {
  const [border, svg] = [borderOf(event.target), drawing()]
  const step = KEYS[event.key]
  if (border === null || svg === null || step === undefined) return
  event.preventDefault()
  moveBy(border, ...step, placesOf(svg))
  tell()
}

function drag(event: PointerEvent): void {
  const svg = drawing()
  if (dragged === null || svg === null) return
  const { left, width } = svg.getBoundingClientRect()
  const bars = svg.viewBox.baseVal.width
  moveToBar(dragged, ((event.clientX - left) / width) * bars, placesOf(svg))
  syncSplit()
}

function drop(): void {
  if (dragged === null) return
  dragged = null
  tell()
}

/**
 * Handles on the bar of the split: dragged or moved by keys they write the fields, which the server
 * judges as if they were typed. The server draws the bar anew; a handle in use stays in use.
 */
export function enableSplitBar(launch: HTMLFormElement): void {
  launch.addEventListener('keydown', onKey)
  launch.addEventListener('pointerdown', (event) => {
    dragged = borderOf(event.target)
    if (dragged === null) return
    event.preventDefault()
    document.getElementById(`split-${dragged}`)?.focus()
  })
  document.addEventListener('pointermove', drag)
  document.addEventListener('pointerup', drop)
  document.addEventListener('pointercancel', drop)
  launch.addEventListener('input', syncSplit)
  launch.addEventListener('change', syncSplit)
  let focused: string | null = null
  document.addEventListener('htmx:before:swap', () => {
    focused = borderOf(document.activeElement)
  })
  document.addEventListener('htmx:after:swap', () => {
    syncSplit()
    if (focused !== null && document.activeElement === document.body) {
      document.getElementById(`split-${focused}`)?.focus()
    }
  })
  syncSplit()
}

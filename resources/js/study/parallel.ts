import { brushOf, rangeText, type Brush, type BrushedAxis } from './axis_ranges.ts'
import { brushed, brushedText } from './brush.ts'
import { showTrials } from './trials.ts'

/** Pixels of a press that is no drag: it clears the axis. */
const STILL = 4

interface Axis extends BrushedAxis {
  readonly key: string
  readonly x: number
  readonly brush: SVGRectElement
  readonly grip: SVGRectElement
}

interface Line {
  readonly element: SVGPolylineElement
  /** Place by the axis's x. */
  readonly at: ReadonlyMap<string, number>
}

/** A drawing of parallel coordinates whose axes one brushes, by mouse, pen or finger. */
class Parallel {
  readonly #svg: SVGSVGElement
  readonly #comparedAt: string
  readonly #said: Element | null
  readonly #top: number
  readonly #height: number
  readonly #axes: readonly Axis[]
  readonly #lines: readonly Line[]
  readonly #brushes = new Map<Axis, Brush>()

  constructor(svg: SVGSVGElement) {
    this.#svg = svg
    const panel = svg.closest<HTMLElement>('[data-compared-at]')
    this.#comparedAt = panel?.dataset['comparedAt'] ?? ''
    this.#said = panel?.querySelector('[data-brushed]') ?? null
    this.#top = Number(svg.dataset['top'])
    this.#height = Number(svg.dataset['bottom']) - this.#top
    this.#axes = [...svg.querySelectorAll<SVGGElement>('[data-axis]')].map(axisOf)
    this.#lines = [...svg.querySelectorAll('polyline')].map((element) => this.#lineOf(element))
    for (const axis of this.#axes) this.#enable(axis)
    this.read()
  }

  /** Takes the brushes from the page's address. */
  read(): void {
    for (const axis of this.#axes) {
      this.#set(axis, brushOf(axis, brushedText(axis.key, this.#comparedAt)))
    }
    this.#dim()
  }

  #lineOf(element: SVGPolylineElement): Line {
    const pairs = (element.getAttribute('points') ?? '').split(' ').map((pair) => pair.split(','))
    const at = pairs.map(([x = '', y]) => [x, this.#placeAt(Number(y))] as const)
    return { element, at: new Map(at) }
  }

  #placeAt(y: number): number {
    return 1 - (y - this.#top) / this.#height
  }

  #enable(axis: Axis): void {
    let begun: { place: number; y: number } | null = null
    const placeOf = (event: PointerEvent) => {
      const { top, height } = this.#svg.getBoundingClientRect()
      const y = ((event.clientY - top) / height) * this.#svg.viewBox.baseVal.height
      return Math.min(1, Math.max(0, this.#placeAt(y)))
    }
    const dragged = (event: PointerEvent): Brush | null => {
      if (begun === null || Math.abs(event.clientY - begun.y) < STILL) return null
      const place = placeOf(event)
      return { from: Math.min(begun.place, place), to: Math.max(begun.place, place) }
    }
    axis.grip.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return
      axis.grip.setPointerCapture(event.pointerId)
      begun = { place: placeOf(event), y: event.clientY }
    })
    axis.grip.addEventListener('pointermove', (event) => {
      if (begun === null) return
      this.#set(axis, dragged(event))
      this.#dim()
    })
    axis.grip.addEventListener('pointerup', (event) => {
      const brush = dragged(event)
      begun = null
      const text = brush === null ? null : rangeText(axis, brush)
      void showTrials(brushed(axis.key, text, this.#comparedAt))
    })
    axis.grip.addEventListener('pointercancel', () => {
      begun = null
      this.read()
    })
  }

  #set(axis: Axis, brush: Brush | null): void {
    axis.brush.setAttribute('visibility', brush === null ? 'hidden' : 'visible')
    if (brush === null) {
      this.#brushes.delete(axis)
      return
    }
    this.#brushes.set(axis, brush)
    axis.brush.setAttribute('y', String(this.#top + (1 - brush.to) * this.#height))
    axis.brush.setAttribute('height', String((brush.to - brush.from) * this.#height))
  }

  /** Lines outside of a brush step back. */
  #dim(): void {
    const brushes = [...this.#brushes].map(([{ x }, brush]) => ({ x: x.toFixed(1), ...brush }))
    let inside = 0
    for (const { element, at } of this.#lines) {
      const isIn = brushes.every(({ x, from, to }) => {
        const place = at.get(x)
        // places come from drawn coordinates of one decimal
        return place !== undefined && place >= from - 0.001 && place <= to + 0.001
      })
      element.classList.toggle('plot-out', !isIn)
      if (isIn) inside++
    }
    if (!this.#said) return
    const all = this.#lines.length
    this.#said.textContent =
      brushes.length === 0 ? '' : `${inside} of ${all} drawn trials lie within the ranges.`
  }
}

function axisOf(group: SVGGElement): Axis {
  const { axis = '', x, low, high, log, choices, whole } = group.dataset
  return {
    key: axis,
    x: Number(x),
    low: Number(low),
    high: Number(high),
    log: log !== undefined,
    choices: choices === undefined ? null : Number(choices),
    whole: whole !== undefined,
    brush: group.querySelector<SVGRectElement>('.plot-brush')!,
    grip: group.querySelector<SVGRectElement>('.plot-grip')!,
  }
}

const open = new WeakMap<SVGSVGElement, Parallel>()

/** Opens the drawing of the page, or reads the brushes anew where it is open. */
export function syncParallel(): void {
  const svg = document.querySelector<SVGSVGElement>('svg.parallel')
  if (!svg) return
  const known = open.get(svg)
  if (known) known.read()
  else open.set(svg, new Parallel(svg))
}

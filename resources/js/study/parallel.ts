import { brushOf, rangeText, type Brush, type BrushedAxis } from './axis_ranges.ts'
import { brushed, brushedText } from './brush.ts'
import { showTrials } from './trials.ts'

/** Pixels of a press that is no drag: it clears the axis. */
const STILL = 4

interface Axis extends BrushedAxis {
  readonly key: string
  readonly x: number
  readonly brush: SVGRectElement
}

interface Line {
  readonly element: SVGPolylineElement
  /** Place by the axis's x. */
  readonly at: ReadonlyMap<string, number>
}

/** A drag along an axis: where it began, as a place and on the screen. */
interface Drag {
  readonly axis: Axis
  readonly place: number
  readonly y: number
}

/** A drawing of parallel coordinates whose axes one brushes, by mouse, pen or finger. */
class Parallel {
  readonly #svg: SVGSVGElement
  readonly #panel: HTMLElement
  readonly #top: number
  readonly #height: number
  /** As they are drawn now: a running study is drawn anew, in the same element. */
  #axes: readonly Axis[] = []
  #lines: readonly Line[] = []
  readonly #brushes = new Map<Axis, Brush>()
  #drag: Drag | null = null
  /** What the lines were read from. */
  #drawn: string | null = null
  /** The ranges of which a screen reader has been told. */
  #told = ''

  constructor(svg: SVGSVGElement) {
    this.#svg = svg
    this.#panel = svg.closest<HTMLElement>('[data-compared-at]')!
    this.#top = Number(svg.dataset['top'])
    this.#height = Number(svg.dataset['bottom']) - this.#top
    svg.addEventListener('pointerdown', (event) => this.#begin(event))
    svg.addEventListener('pointermove', (event) => this.#move(event))
    svg.addEventListener('pointerup', (event) => this.#end(event))
    svg.addEventListener('pointercancel', () => {
      this.#drag = null
      this.read()
    })
    this.read()
  }

  get #comparedAt(): string {
    return this.#panel.dataset['comparedAt'] ?? ''
  }

  /** Takes axes and lines from the drawing, and the brushes from the page's address. */
  read(): void {
    if (this.#drag !== null) return
    const drawn = document.getElementById('plots')?.dataset['events'] ?? ''
    if (drawn !== this.#drawn) this.#readDrawing()
    this.#drawn = drawn
    this.#brushes.clear()
    for (const axis of this.#axes) {
      this.#set(axis, brushOf(axis, brushedText(axis.key, this.#comparedAt)))
    }
    this.#dim()
    this.#tell()
  }

  #readDrawing(): void {
    this.#axes = [...this.#svg.querySelectorAll<SVGGElement>('[data-axis]')].map(axisOf)
    this.#lines = [...this.#svg.querySelectorAll('polyline')].map((line) => this.#lineOf(line))
  }

  #lineOf(element: SVGPolylineElement): Line {
    const pairs = (element.getAttribute('points') ?? '').split(' ').map((pair) => pair.split(','))
    const at = pairs.map(([x = '', y]) => [x, this.#placeAt(Number(y))] as const)
    return { element, at: new Map(at) }
  }

  #placeAt(y: number): number {
    return 1 - (y - this.#top) / this.#height
  }

  #placeOf({ clientY }: PointerEvent): number {
    const { top, height } = this.#svg.getBoundingClientRect()
    const y = ((clientY - top) / height) * this.#svg.viewBox.baseVal.height
    return Math.min(1, Math.max(0, this.#placeAt(y)))
  }

  #begin(event: PointerEvent): void {
    const grip = (event.target as Element).closest('.plot-grip')
    const key = grip?.closest<SVGGElement>('[data-axis]')?.dataset['axis']
    const axis = this.#axes.find((each) => each.key === key)
    if (event.button !== 0 || !grip || !axis) return
    grip.setPointerCapture(event.pointerId)
    this.#drag = { axis, place: this.#placeOf(event), y: event.clientY }
  }

  #dragged(event: PointerEvent): Brush | null {
    const drag = this.#drag
    if (drag === null || Math.abs(event.clientY - drag.y) < STILL) return null
    const place = this.#placeOf(event)
    return { from: Math.min(drag.place, place), to: Math.max(drag.place, place) }
  }

  #move(event: PointerEvent): void {
    if (this.#drag === null) return
    this.#set(this.#drag.axis, this.#dragged(event))
    this.#dim()
  }

  #end(event: PointerEvent): void {
    if (this.#drag === null) return
    const { axis } = this.#drag
    const brush = this.#dragged(event)
    this.#drag = null
    const text = brush === null ? null : rangeText(axis, brush)
    void showTrials(brushed(axis.key, text, this.#comparedAt))
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
    const all = this.#lines.length
    this.#panel.querySelector('[data-brushed]')!.textContent =
      brushes.length === 0 ? '' : `${inside} of ${all} drawn trials lie within the ranges.`
  }

  /** Says how many lie within new ranges; that more trials have come is not said. */
  #tell(): void {
    const ranges = JSON.stringify([...this.#brushes].map(([{ key }, brush]) => [key, brush]))
    if (ranges === this.#told) return
    this.#told = ranges
    this.#panel.querySelector('[data-brushed-told]')!.textContent =
      this.#panel.querySelector('[data-brushed]')!.textContent
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
  }
}

const open = new WeakMap<SVGSVGElement, Parallel>()

/** Opens the drawing of the page, or reads it and the address anew where it is open. */
export function syncParallel(): void {
  const svg = document.querySelector<SVGSVGElement>('svg.parallel')
  if (!svg) return
  const known = open.get(svg)
  if (known) known.read()
  else open.set(svg, new Parallel(svg))
}

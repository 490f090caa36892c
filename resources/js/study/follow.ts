import { showFreshPlots } from './fresh_plots.ts'

const LEAST_REST_MS = 2000
const REST_AFTER_FAULT_MS = 30_000
/** Drawing is followed by a rest of so many times what it took here. */
const REST_FACTOR = 9

/** Decisions and results that the page has heard of since its plots were drawn. */
function eventsSince(): number {
  const [plots, progress] = ['plots', 'study-progress'].map((id) =>
    Number(document.getElementById(id)?.dataset['events'] ?? Number.NaN)
  )
  return Math.max(0, progress! - plots!) || 0
}

/**
 * Draws the plots of a running study as it goes on: at most every 2 s, less often where drawing is dear,
 * and not while the page is hidden, held still, or pressed upon.
 */
class Follower {
  readonly #line: HTMLElement
  readonly #box: HTMLInputElement
  readonly #held: HTMLElement
  readonly #fault: HTMLElement
  #notBefore = performance.now() + LEAST_REST_MS
  #timer = 0
  #drawing = false
  #isPressed = false

  constructor(line: HTMLElement) {
    this.#line = line
    this.#box = line.querySelector<HTMLInputElement>('[data-follow]')!
    this.#held = line.querySelector<HTMLElement>('[data-held]')!
    this.#fault = line.querySelector<HTMLElement>('[data-follow-fault]')!
    // what moves by itself is asked for where a person wants things still
    this.#box.checked = !matchMedia('(prefers-reduced-motion: reduce)').matches
    this.#box.addEventListener('change', () => this.sync())
    line.addEventListener('click', (event) => {
      const target = event.target as Element
      if (target.closest('[data-draw-anew]')) void this.#draw(location.search, 'anew')
      if (target.closest('[data-retry]')) void this.#draw(location.search, 'kept')
    })
    document.addEventListener('visibilitychange', () => this.sync())
    const press = (isPressed: boolean) => () => {
      this.#isPressed = isPressed
      if (!isPressed) this.sync()
    }
    document.getElementById('plots-region')?.addEventListener('pointerdown', press(true))
    for (const end of ['pointerup', 'pointercancel', 'blur']) {
      window.addEventListener(end, press(false))
    }
  }

  /** What the study has come to, when it has ended: nothing follows. */
  drawLast(): void {
    if (eventsSince() > 0) void this.#draw(`?since=${shownEvents()}`, 'kept')
  }

  get #mayDraw(): boolean {
    return this.#box.checked && !document.hidden && !this.#isPressed
  }

  /** Plans the next drawing, if there is something new to draw. */
  sync(): void {
    const since = eventsSince()
    this.#held.hidden = this.#box.checked
    this.#held.querySelector('[data-stale]')!.textContent = sinceWords(since)
    if (since === 0 || !this.#mayDraw || this.#drawing || this.#timer !== 0) return
    const wait = Math.max(0, this.#notBefore - performance.now())
    this.#timer = window.setTimeout(() => {
      this.#timer = 0
      if (this.#mayDraw) void this.#draw(`?since=${shownEvents()}`, 'kept')
    }, wait)
  }

  /** Draws what the server has by now; a failure is said, and what was drawn stays. */
  async #draw(query: string, contour: 'kept' | 'anew'): Promise<void> {
    if (this.#drawing) return
    this.#drawing = true
    let rest = LEAST_REST_MS
    try {
      const { html, restMs } = await freshPlots(`${this.#line.dataset['plots']}${query}`)
      const begun = performance.now()
      // a press that began meanwhile is not disturbed; what was missed is asked for after it
      if (html !== null && !this.#isPressed) await showFreshPlots(html, contour)
      rest = Math.max(rest, restMs, REST_FACTOR * (performance.now() - begun))
      this.#forgive()
    } catch (error) {
      this.#say(error)
      rest = REST_AFTER_FAULT_MS
    } finally {
      this.#drawing = false
    }
    this.#notBefore = performance.now() + rest
    this.sync()
  }

  #forgive(): void {
    // a pressed Retry goes; focus does not get lost with it
    if (this.#fault.contains(document.activeElement)) this.#box.focus()
    this.#fault.replaceChildren()
  }

  #say(error: unknown): void {
    const reason =
      error instanceof TypeError ? 'The server could not be reached.' : (error as Error).message
    const said = `The plots could not be drawn anew, and stay as they were. ${reason}`
    // the same again is not said again
    if (this.#fault.querySelector('p')?.textContent === said) return
    const text = document.createElement('p')
    text.className = 'fault-text'
    text.textContent = said
    const retry = document.createElement('button')
    retry.className = 'btn small'
    retry.type = 'button'
    retry.dataset['retry'] = ''
    retry.textContent = 'Retry'
    this.#fault.replaceChildren(text, retry)
  }
}

function shownEvents(): string {
  return document.getElementById('plots')?.dataset['events'] ?? '0'
}

function sinceWords(since: number): string {
  if (since === 0) return 'Nothing since.'
  return since === 1 ? '1 decision or result since.' : `${since} decisions and results since.`
}

/** Null: the server has none that are newer. */
async function freshPlots(path: string): Promise<{ html: string | null; restMs: number }> {
  const response = await fetch(path, { headers: { 'HX-Request': 'true' } })
  if (!response.ok) throw new Error(`The server answered ${response.status}.`)
  const restMs = Number(response.headers.get('x-rest-ms') ?? 0)
  return { html: response.status === 204 ? null : await response.text(), restMs }
}

let follower: Follower | null = null

/** Draws the plots of a study that has ended, also where they were held still. */
export function drawLastPlots(): void {
  follower?.drawLast()
}

/** Lets the plots follow, where the page shows a study that runs. */
export function syncFollowing(): void {
  const line = document.getElementById('plots-follow')
  if (!line) return
  follower ??= new Follower(line)
  follower.sync()
}

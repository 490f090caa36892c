const KEY = 'notify'
/** One tab of a browser listens, however many are open. */
const LOCK = 'notify'
/** A server that restarts behind a proxy is refused for a moment; then a browser gives up for good. */
const AGAIN_AFTER_MS = 5000
const AGAIN_AT_LAST_AFTER_MS = 60_000

interface Told {
  readonly id: number
  readonly event: string
  readonly text: string
  readonly path: string
}

function isWanted(): boolean {
  return (
    localStorage.getItem(KEY) === 'on' &&
    'Notification' in window &&
    Notification.permission === 'granted'
  )
}

function show({ event, text, path }: Told): void {
  const [what = '', end = ''] = event.split('.')
  const title = `${what.charAt(0).toUpperCase()}${what.slice(1)} ${end}`
  // the tag keeps two windows from telling it twice
  const notification = new Notification(title, { body: text, tag: path })
  notification.addEventListener('click', () => {
    window.focus()
    location.assign(path)
    notification.close()
  })
}

/** What a tab that listens knows: it says so when it comes back. */
interface Known {
  readonly told: Set<number>
  last: string | null
  waitMs: number
}

/** Until the person has had enough (true) or the server refuses. */
function listenOnce(known: Known): Promise<boolean> {
  const events = new EventSource(known.last === null ? '/events' : `/events?after=${known.last}`)
  return new Promise((resolve) => {
    events.addEventListener('known', ({ data }) => {
      known.last = data as string
      known.waitMs = AGAIN_AFTER_MS
    })
    events.addEventListener('told', ({ data, lastEventId }) => {
      if (!isWanted()) {
        events.close()
        return resolve(true)
      }
      const event = JSON.parse(data as string) as Told
      // who was cut off is told some of it again
      if (!known.told.has(event.id)) show(event)
      known.told.add(event.id)
      known.last = lastEventId
    })
    events.addEventListener('error', () => {
      // after a lost connection it connects again by itself
      if (events.readyState === EventSource.CLOSED) resolve(false)
    })
  })
}

/** Listens until the tab closes or the person has had enough. */
function listen(): void {
  void navigator.locks.request(LOCK, async () => {
    const known: Known = { told: new Set(), last: null, waitMs: AGAIN_AFTER_MS }
    while (isWanted() && !(await listenOnce(known))) {
      await new Promise((resolve) => setTimeout(resolve, known.waitMs))
      known.waitMs = Math.min(2 * known.waitMs, AGAIN_AT_LAST_AFTER_MS)
    }
  })
}

async function choose(wanted: boolean, said: HTMLElement): Promise<boolean> {
  const permission = wanted ? await Notification.requestPermission() : 'granted'
  const isOn = wanted && permission === 'granted'
  localStorage.setItem(KEY, isOn ? 'on' : 'off')
  said.textContent =
    wanted && !isOn
      ? 'This browser does not allow it: change that in its settings for this site.'
      : ''
  if (isOn) listen()
  return isOn
}

/** Tells of ended runs, studies and evaluations through the browser, where a person has asked for it. */
export function enableNotifications(): void {
  const signedIn = document.querySelector('.shell') !== null
  if (signedIn && isWanted()) listen()
  const box = document.querySelector<HTMLInputElement>('[data-notify]')
  const said = document.querySelector<HTMLElement>('[data-notify-said]')
  if (box === null || said === null) return
  if (!('Notification' in window) || !window.isSecureContext) {
    box.disabled = true
    said.textContent = 'Browsers allow it on https addresses, and on this machine itself.'
    return
  }
  box.checked = isWanted()
  box.addEventListener('change', () => {
    void choose(box.checked, said).then((isOn) => {
      box.checked = isOn
    })
  })
}

const KEY = 'notify'
/** One tab of a browser listens, however many are open. */
const LOCK = 'notify'

interface Told {
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

/** Listens until the tab closes or the person has had enough. */
function listen(): void {
  void navigator.locks.request(LOCK, async () => {
    if (!isWanted()) return
    const events = new EventSource('/events')
    await new Promise<void>((resolve) => {
      events.addEventListener('told', ({ data }) => {
        if (isWanted()) return show(JSON.parse(data as string) as Told)
        events.close()
        resolve()
      })
    })
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

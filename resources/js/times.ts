import { ago } from '../format/times.ts'

const TICK_MS = 1000

/** How far the server's clock is ahead of this browser's, milliseconds. */
const ahead = (() => {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="server-time"]')
  return meta ? Number(meta.content) - Date.now() : 0
})()

function tick(): void {
  const now = Date.now() + ahead
  for (const time of document.querySelectorAll<HTMLTimeElement>('time[data-ago]')) {
    time.textContent = ago(time.dateTime, now)
    const late = Number(time.dataset['late'] ?? Infinity)
    const seconds = (now - Date.parse(time.dateTime)) / 1000
    const lost = Number(time.dataset['lost'] ?? Infinity)
    const { classList } = time.closest('[data-heartbeat]') ?? time
    classList.toggle('late', seconds > late && seconds <= lost)
    classList.toggle('lost', seconds > lost)
  }
}

/** Keeps "12 s ago" true; a heartbeat older than `data-late` seconds turns amber, than `data-lost` red. */
export function keepTimesTrue(): void {
  tick()
  setInterval(tick, TICK_MS)
}

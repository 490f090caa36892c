import { DAY_MILLISECONDS, dayOf } from '../civil_day.ts'
import type { Series } from '../series.ts'

/** A slot of the day is expected when this share of the days has a bar in it. */
const COMMON = 0.8

/** Number of the interval within its UTC day in which `time` lies. */
export function slotOf(time: number, interval: number): number {
  return Math.floor((time - dayOf(time) * DAY_MILLISECONDS) / interval)
}

/**
 * Slots of the UTC day that nearly every day has: lunch breaks, nights and the hour that moves with
 * summer time are not among them, so that only a real hole in a session counts as one.
 */
export function commonSlots({ time, length }: Series, interval: number): ReadonlySet<number> {
  const counts = new Map<number, number>()
  let days = 0
  for (let t = 0; t < length; t++) {
    const slot = slotOf(time[t], interval)
    counts.set(slot, (counts.get(slot) ?? 0) + 1)
    if (t === 0 || dayOf(time[t]) !== dayOf(time[t - 1])) days++
  }
  const common = [...counts].filter(([, count]) => count >= COMMON * days)
  return new Set(common.map(([slot]) => slot))
}

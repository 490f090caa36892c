import { decimal, UNDEFINED, whole } from './numbers.ts'

/** What a time may come as: UTC epoch milliseconds, an ISO string, a Date or a luxon DateTime. */
export type Time = number | string | Date | { toMillis(): number } | null | undefined

/** UTC epoch milliseconds, or null. */
export function epochMs(time: Time): number | null {
  if (time === null || time === undefined) return null
  if (typeof time === 'number') return Number.isFinite(time) ? time : null
  if (typeof time === 'string') {
    const ms = Date.parse(time)
    return Number.isNaN(ms) ? null : ms
  }
  return time instanceof Date ? time.getTime() : time.toMillis()
}

function iso(time: Time, from: number, to: number): string {
  const ms = epochMs(time)
  return ms === null ? UNDEFINED : new Date(ms).toISOString().slice(from, to).replace('T', ' ')
}

/** 2021-09-13 (UTC). */
export function day(time: Time): string {
  return iso(time, 0, 10)
}

/** 2021-09-13 14:32 (UTC). */
export function minute(time: Time): string {
  return iso(time, 0, 16)
}

/** 14:32:10 (UTC). */
export function clock(time: Time): string {
  return iso(time, 11, 19)
}

/** Full ISO time for `datetime` attributes; empty when there is none. */
export function machineTime(time: Time): string {
  const ms = epochMs(time)
  return ms === null ? '' : new Date(ms).toISOString()
}

/** Times of bars: the day for daily bars and longer, day and minute otherwise. */
export function barTime(time: Time, interval: string): string {
  return /^1(d|wk|mo)$/.test(interval) ? day(time) : minute(time)
}

/** 0.4 s, 42 s, 5 min 9 s, 2 h 5 min, 3 d 4 h: the two largest units. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return UNDEFINED
  if (seconds < 10) return `${decimal(seconds, 1)} s`
  const rounded = Math.round(seconds)
  if (rounded < 60) return `${rounded} s`
  if (rounded < 3600) return pair(rounded, 60, 'min', 1, 's')
  if (rounded < 86_400) return pair(rounded, 3600, 'h', 60, 'min')
  return pair(rounded, 86_400, 'd', 3600, 'h')
}

function pair(seconds: number, large: number, largeUnit: string, small: number, smallUnit: string) {
  const first = Math.floor(seconds / large)
  const second = Math.floor((seconds % large) / small)
  return second === 0
    ? `${whole(first)} ${largeUnit}`
    : `${whole(first)} ${largeUnit} ${second} ${smallUnit}`
}

/** 1 s ago, 5 min ago: one unit, beside an absolute time. */
export function ago(time: Time, now: number): string {
  const ms = epochMs(time)
  if (ms === null) return UNDEFINED
  const seconds = Math.max(0, Math.round((now - ms) / 1000))
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ago`
  return `${Math.floor(seconds / 86_400)} d ago`
}

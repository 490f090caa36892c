/** Values of an axis, as the server drew it: `low` at the bottom, `high` at the top. */
export interface BrushedAxis {
  readonly low: number
  readonly high: number
  readonly log: boolean
  /** Number of choices, which stand at 0, 1, 2 …; null for a number. */
  readonly choices: number | null
  readonly whole: boolean
}

/** A part of an axis by places, 0 at the bottom and 1 at the top. */
export interface Brush {
  readonly from: number
  readonly to: number
}

const DIGITS = 4

function valueAt({ low, high, log }: BrushedAxis, place: number): number {
  return log ? low * (high / low) ** place : low + place * (high - low)
}

function placeOf({ low, high, log }: BrushedAxis, value: number): number {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low)
}

/** The range of the address that a brush stands for; null: no value of the axis lies in it. */
export function rangeText(axis: BrushedAxis, { from, to }: Brush): string | null {
  const ends = [valueAt(axis, from), valueAt(axis, to)].sort((a, b) => a - b)
  const [least = 0, most = 0] = ends
  if (axis.choices !== null) {
    const places = Array.from({ length: axis.choices }, (_, k) => k)
    return places.filter((k) => k >= least && k <= most).join(',') || null
  }
  if (axis.whole) {
    const [first, last] = [Math.ceil(least), Math.floor(most)]
    return first > last ? null : `${first}..${last}`
  }
  return `${Number(least.toPrecision(DIGITS))}..${Number(most.toPrecision(DIGITS))}`
}

/** The brush of a range of the address; null: it bounds nothing here. */
export function brushOf(axis: BrushedAxis, text: string | null): Brush | null {
  if (text === null || text === '') return null
  const within = (place: number) => Math.min(1, Math.max(0, place))
  if (axis.choices !== null) {
    const places = text.split(',').map(Number)
    const [least, most] = [Math.min(...places) - 0.4, Math.max(...places) + 0.4]
    return { from: within(placeOf(axis, least)), to: within(placeOf(axis, most)) }
  }
  const [low = '', high = ''] = text.split('..')
  const ends = [low, high].map((end) => (end === '' ? null : placeOf(axis, Number(end))))
  const places = axis.low <= axis.high ? [ends[0] ?? 0, ends[1] ?? 1] : [ends[1] ?? 0, ends[0] ?? 1]
  const [from = 0, to = 1] = places.map(within)
  return Number.isNaN(from) || Number.isNaN(to) ? null : { from, to }
}

/** A bar whose time is known: its index and UTC epoch ms. */
export type KnownBar = readonly [bar: number, time: number]

/** The split as the server drew it. Bars are indices of the whole dataset. */
export interface Places {
  /** First and last usable bar. */
  readonly first: number
  readonly last: number
  /** In time order, at least two. */
  readonly known: readonly KnownBar[]
}

/** What of the bars comes before the validation range, and before the test range. */
export interface Borders {
  readonly validation: number
  readonly test: number
}

export type Border = keyof Borders

/** Shares that the form's fields hold. */
export interface Shares {
  readonly training: number
  readonly validation: number
}

/** Least of each that the parameters allow; the server judges the rest. */
const LEAST_TRAINING = 0.05
const LEAST_VALIDATION = 0.02
const LEAST_TEST = 0.02
const DAY = 86_400_000

/** Between which shares of the usable bars a border can be moved while the other one stays. */
export function boundsOf(border: Border, { training, validation }: Shares): [number, number] {
  const test = training + validation
  return border === 'validation'
    ? [LEAST_TRAINING, thousandths(test - LEAST_VALIDATION)]
    : [thousandths(training + LEAST_VALIDATION), 1 - LEAST_TEST]
}

/** The shares once a border stands at `share` of the usable bars, or as near as it may. */
export function movedTo(border: Border, share: number, shares: Shares): Shares {
  const [least, most] = boundsOf(border, shares)
  const at = thousandths(Math.min(most, Math.max(least, share)))
  const { training, validation } = shares
  return border === 'validation'
    ? { training: at, validation: thousandths(training + validation - at) }
    : { training, validation: thousandths(at - training) }
}

function thousandths(share: number): number {
  return Math.round(share * 1000) / 1000
}

/** The bar of a share of the usable ones. */
export function barOfShare(share: number, { first, last }: Places): number {
  return first + share * (last - first + 1)
}

/** The share of usable bars before a bar. */
export function shareOfBar(bar: number, { first, last }: Places): number {
  return (bar - first) / (last - first + 1)
}

/** The day of a bar, between known bars by the time that passes evenly: the server takes its first bar. */
export function dayOfBar(bar: number, { known }: Places): string {
  return new Date(between(bar, known, 0, 1)).toISOString().slice(0, 10)
}

/** The bar of a day, likewise; not a whole number. */
export function barOfDay(day: string, { known }: Places): number {
  return between(Date.parse(`${day}T00:00:00Z`), known, 1, 0)
}

/** The day so many days later. */
export function dayLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

function between(value: number, known: readonly KnownBar[], from: 0 | 1, to: 0 | 1): number {
  const after = known.findIndex((each) => each[from] >= value)
  const k = after === -1 ? known.length - 1 : Math.max(1, after)
  const [low, high] = [known[k - 1]!, known[k]!]
  const passed = (value - low[from]) / (high[from] - low[from])
  return low[to] + Math.min(1, Math.max(0, passed)) * (high[to] - low[to])
}

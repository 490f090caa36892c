import {
  barOfDay,
  barOfShare,
  boundsOf,
  dayLater,
  dayOfBar,
  movedTo,
  shareOfBar,
  type Border,
  type Places,
  type Shares,
} from './places.ts'

/** What a handle stands for, for whoever hears it. */
export interface Said {
  readonly now: number
  readonly min: number
  readonly max: number
  readonly text: string
}

/** Steps of the keys: one, and a large one. */
const SHARE_STEPS = [0.01, 0.05] as const
const DAY_STEPS = [1, 30] as const

function input(path: string): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>(`form[data-launch] [data-path="data.${path}"]`)
}

function textOf(path: string): string {
  return input(path)?.value.trim() ?? ''
}

function write(path: string, value: string): void {
  const field = input(path)
  if (field) field.value = value
}

/** Days win over shares, as on the server: then they are what the handles move. */
function isByDay(): boolean {
  return textOf('validationFrom') !== '' && textOf('testFrom') !== ''
}

function shares(): Shares {
  return { training: Number(textOf('trainShare')), validation: Number(textOf('validationShare')) }
}

const DAY_FIELDS = { validation: 'validationFrom', test: 'testFrom' } as const

/** Whether the form has fields to move, with values that can be read. */
export function isMovable(places: Places): boolean {
  if (!isByDay()) return Object.values(shares()).every((share) => share > 0 && share < 1)
  return [textOf('validationFrom'), textOf('testFrom')].every((day) =>
    Number.isFinite(barOfDay(day.slice(0, 10), places))
  )
}

/** The bar at which a handle stands. */
export function barOf(border: Border, places: Places): number {
  if (isByDay()) return barOfDay(textOf(DAY_FIELDS[border]).slice(0, 10), places)
  const { training, validation } = shares()
  return barOfShare(border === 'validation' ? training : training + validation, places)
}

/** Writes into the fields where a handle was put. */
export function moveToBar(border: Border, bar: number, places: Places): void {
  if (isByDay()) return writeDay(border, dayOfBar(bar, places), places)
  writeShare(border, shareOfBar(bar, places))
}

/** The same by keys: `steps` of one, `large` for wide ones. */
export function moveBy(border: Border, steps: number, large: boolean, places: Places): void {
  if (isByDay()) {
    const day = dayLater(textOf(DAY_FIELDS[border]).slice(0, 10), steps * DAY_STEPS[large ? 1 : 0])
    return writeDay(border, day, places)
  }
  const { training, validation } = shares()
  const share = border === 'validation' ? training : training + validation
  writeShare(border, share + steps * SHARE_STEPS[large ? 1 : 0])
}

function writeShare(border: Border, share: number): void {
  const { training, validation } = movedTo(border, share, shares())
  write('trainShare', String(training))
  write('validationShare', String(validation))
}

/** Never beyond the other day, nor the usable bars. */
function writeDay(border: Border, day: string, places: Places): void {
  const [validation, test] = [textOf('validationFrom'), textOf('testFrom')]
  const [least, most] =
    border === 'validation'
      ? [dayLater(dayOfBar(places.first, places), 1), dayLater(test.slice(0, 10), -1)]
      : [dayLater(validation.slice(0, 10), 1), dayOfBar(places.last, places)]
  write(DAY_FIELDS[border], day < least ? least : day > most ? most : day)
}

/** Numbers and words of a handle: per cent of the usable bars before it, and its day. */
export function said(border: Border, places: Places): Said {
  const share = (bar: number) => Math.round(100 * shareOfBar(bar, places))
  const bar = barOf(border, places)
  const other = shares()
  const [least, most] = isByDay() ? [0, 1] : boundsOf(border, other)
  const day = isByDay() ? textOf(DAY_FIELDS[border]) : `about ${dayOfBar(bar, places)}`
  return {
    now: share(bar),
    min: Math.round(100 * least),
    max: Math.round(100 * most),
    text: `${share(bar)} % of the bars before it, ${day}`,
  }
}

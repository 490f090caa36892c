import type { BarAxis, ChartSpec, Pane } from '../../../app/transformers/charts/chart_spec.ts'
import { axisText, formatNumber } from '../../format/figures.ts'
import { decimal, plain } from '../../format/numbers.ts'
import { token } from './tokens.ts'

const VALUE_AXIS_WIDTH = 58
/** Room for words in place of numbers. */
const NAMES_WIDTH = 84
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export interface AxisView {
  /** Shown range of x. */
  readonly from: number
  readonly to: number
  /** Whether the labels of x are written under this pane. */
  readonly labelled: boolean
}

function base() {
  return {
    grid: { color: token('grid'), drawTicks: false },
    border: { display: false },
  }
}

/** Options of the value axis of a pane. */
export function valueAxis(pane: Pane, spec: ChartSpec) {
  const small = ['h30', 'h64', 'h84', 'h120'].includes(pane.height)
  return {
    ...base(),
    type: pane.scale === 'log' ? ('logarithmic' as const) : ('linear' as const),
    position: spec.side ?? ('left' as const),
    min: pane.min,
    max: pane.max,
    // a benchmark's level is always in sight
    suggestedMin: Math.min(...(pane.levels ?? []).map(({ y }) => y)),
    suggestedMax: Math.max(...(pane.levels ?? []).map(({ y }) => y)),
    grid: { ...base().grid, display: !pane.bare },
    afterFit: (scale: { width: number }) => {
      scale.width = pane.names ? NAMES_WIDTH : VALUE_AXIS_WIDTH
    },
    ...(pane.names ? { afterBuildTicks: wholeTicks(pane.names.length) } : {}),
    ticks: {
      display: !pane.bare,
      padding: 6,
      color: token('text-3'),
      maxTicksLimit: pane.names?.length ?? (small ? 4 : 6),
      callback: (value: number | string, _: number, ticks: readonly { value: number }[]) => {
        if (pane.names) return pane.names[Number(value)] ?? ''
        if (pane.scale === 'log') return logNumber(Number(value), ticks)
        const step = Math.abs((ticks[1]?.value ?? 1) - (ticks[0]?.value ?? 0))
        return axisNumber(Number(value), step, pane, spec)
      },
    },
  }
}

function wholeTicks(count: number) {
  return (scale: { ticks: { value: number }[] }) => {
    scale.ticks = Array.from({ length: count }, (_, value) => ({ value }))
  }
}

const ROUND = [1, 2, 5]
const LESS_ROUND = [1, 1.5, 2, 3, 5, 7]

function hasMantissa(value: number, wanted: readonly number[]): boolean {
  const mantissa = value / 10 ** Math.floor(Math.log10(value) + 1e-9)
  return wanted.some((each) => Math.abs(each - mantissa) < 1e-6)
}

/** Labels 1, 2 and 5 times the powers of ten; more where these are few, and all where those are. */
function logNumber(value: number, ticks: readonly { value: number }[]): string | null {
  const labelled = [ROUND, LESS_ROUND].find(
    (wanted) => ticks.filter((tick) => hasMantissa(tick.value, wanted)).length >= 3
  )
  return labelled === undefined || hasMantissa(value, labelled) ? plain(value, 2) : null
}

/** `step`: distance of two ticks, which decides the digits. */
function axisNumber(value: number, step: number, pane: Pane, spec: ChartSpec): string | null {
  const hundredths = step >= 0.0099 ? 0 : step >= 0.00099 ? 1 : 2
  switch (pane.format) {
    case 'percent':
    case 'signed_percent':
      return formatNumber(value, pane.format, null, hundredths)
    case 'money':
    case 'compact':
      return (
        (pane.format === 'money' && spec.currency === 'USD' ? '$' : '') + axisMoney(value, step)
      )
    default:
      return plain(value, 6)
  }
}

const UNITS = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const

/** 130 k, or 100.5 k where the ticks are close. */
function axisMoney(value: number, step: number): string {
  if (Math.abs(value) < 1000) return plain(value, 4)
  const [unit, suffix] = UNITS.find(([least]) => Math.abs(value) >= least) ?? [1, '']
  const digits = step >= unit ? 0 : step >= unit / 10 ? 1 : 2
  return `${decimal(value / unit, digits)}\u00a0${suffix}`
}

/** Options of the shared x axis. */
export function xAxis(spec: ChartSpec, view: AxisView) {
  const { x } = spec
  const common = {
    ...base(),
    type: 'linear' as const,
    min: view.from,
    max: view.to,
    offset: false,
    // labels that reach over the ends must not narrow one pane only
    afterFit: (scale: { paddingLeft: number; paddingRight: number }) => {
      scale.paddingLeft = 0
      scale.paddingRight = 0
    },
    title: {
      display: view.labelled && x.kind === 'number',
      text: x.label,
      color: token('text-2'),
      font: { size: 11 },
      padding: 2,
    },
  }
  if (x.kind === 'number') {
    const own = (scale: { ticks: { value: number }[] }) => {
      scale.ticks = x.values.map((value) => ({ value }))
    }
    return {
      ...common,
      ...(x.labelled ? { afterBuildTicks: own } : {}),
      ticks: {
        display: view.labelled,
        padding: 6,
        maxTicksLimit: 7,
        autoSkip: !x.labelled,
        // ends of a histogram lie between round numbers
        includeBounds: false,
        maxRotation: 0,
        // the last label of a small figure is not cut at its edge
        align: x.labelled ? ('center' as const) : ('inner' as const),
        color: token('text-3'),
        callback: (value: number | string) => axisText(x, Number(value)),
      },
    }
  }
  const marks = timeMarks(x, view)
  return {
    ...common,
    afterBuildTicks: (scale: { ticks: { value: number }[] }) => {
      scale.ticks = [...marks.keys()].map((value) => ({ value }))
    },
    ticks: {
      display: view.labelled,
      padding: 6,
      autoSkip: true,
      maxTicksLimit: 12,
      maxRotation: 0,
      color: token('text-3'),
      callback: (value: number | string) => marks.get(Number(value)) ?? '',
    },
  }
}

/** Where a new year, month, day or hour begins within the view: bar number to label. */
function timeMarks(x: BarAxis, view: AxisView): Map<number, string> {
  const shown = x.values
    .map((value, i) => ({ value, time: x.times[i] ?? 0 }))
    .filter(({ value }) => value >= view.from && value <= view.to)
  const first = shown[0]
  const last = shown.at(-1)
  if (!first || !last) return new Map()
  const days = (last.time - first.time) / 86_400_000
  const everyMonths = days > 5000 ? 24 : days > 1800 ? 12 : days > 900 ? 6 : days > 400 ? 3 : 1
  const marks = new Map<number, string>()
  let before = new Date(first.time)
  for (const { value, time } of shown.slice(1)) {
    const now = new Date(time)
    const label = days > 60 ? monthLabel(before, now, everyMonths) : dayLabel(before, now, days)
    if (label) marks.set(value, label)
    before = now
  }
  return marks
}

function monthLabel(before: Date, now: Date, everyMonths: number): string | null {
  if (before.getUTCMonth() === now.getUTCMonth()) return null
  const months = now.getUTCFullYear() * 12 + now.getUTCMonth()
  if (months % everyMonths !== 0) return null
  return now.getUTCMonth() === 0 ? `${now.getUTCFullYear()}` : (MONTHS[now.getUTCMonth()] ?? null)
}

function dayLabel(before: Date, now: Date, days: number): string | null {
  const newDay = before.getUTCDate() !== now.getUTCDate()
  if (newDay) return `${now.getUTCDate()} ${MONTHS[now.getUTCMonth()]}`
  if (days > 3) return null
  return before.getUTCHours() === now.getUTCHours() ? null : `${now.getUTCHours()}:00`
}

import { isoTime } from '../iso_time.ts'
import type { Series, SourcedSeries } from '../series.ts'

/** What a rule found: the bars concerned, ascending, and what is wrong with them. */
export interface Offence {
  readonly bars: readonly number[]
  /** When something else than these bars is counted, for example missing sessions. */
  readonly count?: number
  readonly message: string
}

/** One check of a series. It reads, and reports nothing that is not so. */
export interface ValidationRule {
  readonly name: string
  /** What it checks, as a sentence that holds for a sound series. */
  readonly checks: string
  /** `error` refuses the dataset; `warning` is shown wherever it is used. */
  readonly severity: 'error' | 'warning'
  /** What a repair does with the bars found; null: nothing can be done here. */
  readonly repair: 'drop' | 'swap_volume' | null
  readonly find: (data: SourcedSeries) => Offence | null
}

/** Indices of the bars for which `isBad` holds, ascending. */
export function barsWhere(length: number, isBad: (t: number) => boolean): number[] {
  const bars: number[] = []
  for (let t = 0; t < length; t++) if (isBad(t)) bars.push(t)
  return bars
}

/** The bar as messages name it: its time, or its number where the time cannot be read. */
export function barName({ time }: Pick<Series, 'time'>, t: number): string {
  return Number.isFinite(time[t]) ? isoTime(time[t]) : `bar ${t + 1}`
}

/** `3 of 2,519 bars; the first, 2015-03-05: ` */
export function barsText(series: Series, bars: readonly number[]): string {
  const first = barName(series, bars[0])
  return bars.length === 1
    ? `1 of ${grouped(series.length)} bars, ${first}: `
    : `${grouped(bars.length)} of ${grouped(series.length)} bars; the first, ${first}: `
}

/** `1 gap`, `2,014 gaps` */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** A whole number with thousands separated by commas. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

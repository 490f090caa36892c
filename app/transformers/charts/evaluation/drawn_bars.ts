import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { BarAxis } from '#transformers/charts/chart_spec'
import { barsPerPoint, sampledLine, type BarWindow } from '#transformers/charts/sampling'

/** Points of a curve on a page; files have every bar. */
export const MOST_POINTS = 1500

/** What a sheet does not say of its bars. */
export interface SheetBars {
  readonly interval: string
  readonly currency: string | null
}

export function wholeSheet({ time }: TearSheet): BarWindow {
  return { from: 0, to: time.length - 1 }
}

/**
 * Bars at which all curves of a sheet are drawn, ascending: every bar, or of each stretch the shown
 * seed's lowest and highest one, and the ends.
 */
export function drawnBars(sheet: TearSheet, window: BarWindow, most = MOST_POINTS): number[] {
  const { equity } = sheet.agents[sheet.shown]
  const { x } = sampledLine(window, (bar) => equity[bar], most)
  return [...new Set([window.from, ...x, window.to])].sort((a, b) => a - b)
}

/** The axis of those bars. */
export function sheetAxis(sheet: TearSheet, bars: readonly number[], interval: string): BarAxis {
  const { from, to } = wholeSheet(sheet)
  return {
    kind: 'bars',
    label: 'Bar',
    interval,
    values: bars,
    times: bars.map((bar) => sheet.time[bar]),
    extent: [from, to],
    barsPerPoint: barsPerPoint({ from: bars[0], to: bars[bars.length - 1] }, MOST_POINTS),
  }
}

/** So many decimals are enough to draw and to read. */
export function rounded(value: number | null, decimals: number): number | null {
  return value === null ? null : Number(value.toFixed(decimals))
}

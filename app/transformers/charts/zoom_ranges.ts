import type { Interval } from '#core/market/series'

/** Buttons of a chart over bars; `bars` 0 shows all. */
export function zoomRanges(interval: string): readonly { label: string; bars: number }[] {
  const all = { label: 'All', bars: 0 }
  if ((interval as Interval) === '1d') {
    return [
      all,
      { label: '1 y', bars: 252 },
      { label: '6 m', bars: 126 },
      { label: '1 m', bars: 21 },
    ]
  }
  return [all, ...[500, 200, 50].map((bars) => ({ label: `${bars} bars`, bars }))]
}

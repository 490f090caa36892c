import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Series } from '../../app/core/market/series.ts'

/** Rows `first` .. `end - 1` of the AAPL sample, daily, unadjusted: npm `@observablehq/sample-datasets`. */
export function sampleBars(first = 0, end = Infinity): Series {
  const file = fileURLToPath(import.meta.resolve('@observablehq/sample-datasets/aapl.csv'))
  const lines = readFileSync(file, 'utf8').trim().split('\n')
  const names = lines[0].trim().split(',')
  const rows = lines
    .slice(1)
    .slice(first, end)
    .map((line) => line.trim().split(','))
  const column = (name: string) =>
    Float64Array.from(rows, (row) => Number(row[names.indexOf(name)]))
  return {
    length: rows.length,
    time: Float64Array.from(rows, (row) => Date.parse(`${row[0]}T00:00:00Z`)),
    open: column('Open'),
    high: column('High'),
    low: column('Low'),
    close: column('Close'),
    adjClose: null,
    volume: column('Volume'),
  }
}

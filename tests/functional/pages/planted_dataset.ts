import db from '@adonisjs/lucid/services/db'
import type { Series, SourcedSeries } from '#core/market/series'
import { packDataset } from '#integrations/data_sources/dataset_hash'

const DAY_MS = 86_400_000

/** Weekday bars of a bounded walk: the same numbers every time. */
export function walk(bars: number): Series {
  let state = 7
  const draw = () => (state = (1664525 * state + 1013904223) % 4294967296) / 4294967296
  const columns = Array.from({ length: 6 }, () => new Float64Array(bars))
  const [time, open, high, low, close, volume] = columns as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  let price = 100
  for (let t = 0; t < bars; t++) {
    time[t] = Date.UTC(2020, 0, 6) + (Math.floor(t / 5) * 7 + (t % 5)) * DAY_MS
    open[t] = price * (1 + (draw() - 0.5) * 0.006)
    price *= 1 + (draw() - 0.48) * 0.03
    close[t] = price
    high[t] = Math.max(open[t]!, price) * (1 + draw() * 0.008)
    low[t] = Math.min(open[t]!, price) * (1 - draw() * 0.008)
    volume[t] = Math.round(1e6 * (1 + draw()))
  }
  return { length: bars, time, open, high, low, close, adjClose: null, volume }
}

/** Gives the id of what it inserts. */
export async function insert(table: string, values: object, id: string): Promise<number> {
  const [inserted] = (await db.table(table).insert(values).returning(id)) as unknown[]
  return Number((inserted as Record<string, number>)[id] ?? inserted)
}

/** Other tests store versions of the same symbol. */
async function nextVersion(symbol: string): Promise<number> {
  const [{ newest }] = (await db
    .from('datasets')
    .where({ symbol, interval: '1d', source: 'sample' })
    .max('version as newest')) as { newest: number | null }[]
  return (newest ?? 0) + 1
}

/** A dataset of these bars with a warning; the one of the same bars where there is one. */
export async function plantDataset(symbol: string, series: Series): Promise<number> {
  const data: SourcedSeries = {
    identity: { symbol, interval: '1d', source: 'sample', calendar: 'exchange', currency: 'USD' },
    series,
    actions: [],
    splitAdjusted: true,
  }
  const { sha256, packed } = await packDataset(data)
  const known = (await db.from('datasets').where('sha256', sha256).first()) as {
    dataset_id: number
  } | null
  if (known) return known.dataset_id
  const datasetId = await insert(
    'datasets',
    {
      ...data.identity,
      sha256,
      version: await nextVersion(symbol),
      bars: series.length,
      first_time: new Date(series.time[0]!),
      last_time: new Date(series.time[series.length - 1]!),
      split_adjusted: true,
      actions: '[]',
      warning_count: 1,
    },
    'dataset_id'
  )
  await db.table('dataset_columns').insert({ dataset_id: datasetId, content: packed })
  await db.table('dataset_findings').insert({
    dataset_id: datasetId,
    rule: 'stale',
    severity: 'warning',
    count: 2,
    first_bar: 12,
    first_time: new Date(series.time[12]!),
    message: '2 bars repeat the one before.',
  })
  return datasetId
}

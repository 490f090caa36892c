import { InvalidParameter } from '../../../core/errors.ts'

/** What a column of a price file can hold. `clock` is a time of day beside a date. */
export const CSV_FIELDS = [
  'time',
  'clock',
  'symbol',
  'open',
  'high',
  'low',
  'close',
  'adjClose',
  'volume',
  'quoteVolume',
  'split',
] as const
export type CsvField = (typeof CSV_FIELDS)[number]

/** For each field the number of its column, -1 for none; dividends may stand in several columns. */
export interface CsvColumns extends Readonly<Record<CsvField, number>> {
  readonly dividends: readonly number[]
}

/** Header names, small letters and digits only, the best first. */
const SYNONYMS: Readonly<Record<CsvField, readonly string[]>> = {
  time: [
    ...['unix', 'unixtime', 'epoch', 'timestamp', 'opentime', 'datetime', 'datetimeutc'],
    ...['gmttime', 'localtime', 'date', 'dateutc', 'microsoftdate', 'day', 'time'],
  ],
  clock: [],
  symbol: ['symbol', 'ticker', 'instrument'],
  open: ['open', 'o', 'openprice', 'openingprice'],
  high: ['high', 'h', 'highprice', 'max'],
  low: ['low', 'l', 'lowprice', 'min'],
  close: ['close', 'c', 'closeprice', 'closelast', 'closingprice', 'last', 'price'],
  adjClose: ['adjclose', 'adjustedclose', 'closeadjusted'],
  volume: ['volume', 'vol', 'v', 'tradedvolume', 'tickvol'],
  quoteVolume: ['quotevolume', 'quoteassetvolume', 'volumequote', 'turnover'],
  split: ['split', 'splits', 'stocksplits', 'splitratio', 'splitfactor', 'splitcoefficient'],
}
const DIVIDENDS = ['dividend', 'dividends', 'dividendamount', 'divcash', 'capitalgains']
const CURRENCIES = ['usd', 'usdt', 'usdc', 'busd', 'eur', 'gbp', 'jpy', 'chf', 'dai']

/** The columns that a header names; fields that it does not name are -1. */
export function columnsOf(header: readonly string[]): CsvColumns {
  const names = header.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''))
  const find = (field: CsvField) =>
    SYNONYMS[field].map((name) => names.indexOf(name)).find((column) => column !== -1) ?? -1
  const found = Object.fromEntries(CSV_FIELDS.map((field) => [field, find(field)]))
  const columns = { ...(found as Record<CsvField, number>), dividends: dividendsOf(names) }
  // an index or the stamps themselves: pandas leaves that column without a name
  if (columns.time === -1 && names[0] === '') columns.time = 0
  if (names[columns.time] === 'date') columns.clock = names.indexOf('time')
  return { ...columns, ...volumesOf(names, columns) }
}

function dividendsOf(names: readonly string[]): number[] {
  return names.flatMap((name, column) => (DIVIDENDS.includes(name) ? [column] : []))
}

/** `Volume BTC` counts units, `Volume USD` currency. */
function volumesOf(names: readonly string[], columns: Readonly<Record<CsvField, number>>) {
  let { volume, quoteVolume } = columns
  names.forEach((name, column) => {
    const suffix = name.startsWith('volume') ? name.slice('volume'.length) : ''
    if (suffix === '') return
    if (CURRENCIES.includes(suffix)) {
      if (quoteVolume === -1) quoteVolume = column
    } else if (volume === -1 && column !== quoteVolume) volume = column
  })
  return { volume, quoteVolume }
}

/**
 * The columns with those that a person named put in their place.
 * @throws E_INVALID_PARAMETER when the header has no column of that name.
 */
export function withNamedColumns(
  columns: CsvColumns,
  header: readonly string[],
  named: Readonly<Partial<Record<CsvField, string>>>
): CsvColumns {
  const chosen = CSV_FIELDS.flatMap((field) => {
    const name = named[field]
    if (name === undefined) return []
    const column = header.indexOf(name)
    if (column !== -1) return [[field, column] as const]
    throw new InvalidParameter(
      `columns.${field}`,
      `columns.${field} is ${JSON.stringify(name)}, but the file's columns are ${header.join(', ')}.`,
      'Name one of these columns.'
    )
  })
  return { ...columns, ...Object.fromEntries(chosen) }
}

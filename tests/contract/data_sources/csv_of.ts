import type { SourcedSeries } from '../../../app/core/market/series.ts'
import {
  CsvDataSource,
  type CsvOptions,
} from '../../../app/integrations/data_sources/csv/csv_data_source.ts'
import type { BarsRequest } from '../../../app/core/ports/data_source.ts'

/** Reads a file of this text. */
export function csvOf(
  text: string | Uint8Array,
  request: Partial<BarsRequest> = {},
  options: CsvOptions = {}
): Promise<SourcedSeries> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const wanted = { symbol: 'TEST', interval: '1d', from: null, to: null, ...request } as const
  return new CsvDataSource(bytes, 'prices.csv', options).fetch(wanted)
}

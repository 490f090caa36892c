import { fileURLToPath } from 'node:url'
import {
  DataSourceUnknownSymbol,
  DataSourceUnsupported,
} from '../../core/market/data_source_errors.ts'
import type { Finding, SourcedSeries } from '../../core/market/series.ts'
import type { BarsRequest, DataSource, FetchProgress } from '../../core/ports/data_source.ts'
import { CsvDataSource } from './csv/csv_data_source.ts'

/** Real daily bars that come with the installation, by symbol. */
const SAMPLES: Readonly<Record<string, () => string>> = {
  AAPL: () => import.meta.resolve('@observablehq/sample-datasets/aapl.csv'),
  // the package exports no file but its code, and that fetches
  SP500: () => new URL('../data/sp500-2000.csv', import.meta.resolve('vega-datasets')).href,
}

/**
 * AAPL, daily 2013-05-13 to 2018-05-11, and the S&P 500 index, daily 2000-01-03 to 2020-04-17, without
 * a network. Prices include the splits; dividends are not known, so `total-return` equals `split`.
 */
export class SampleDataSource implements DataSource {
  readonly name = 'sample'

  async fetch(
    request: BarsRequest,
    signal?: AbortSignal,
    progress?: FetchProgress
  ): Promise<SourcedSeries> {
    const names = Object.keys(SAMPLES)
    const symbol = names.find((name) => name === request.symbol.toUpperCase())
    if (symbol === undefined) {
      throw new DataSourceUnknownSymbol(this.name, request.symbol, `Choose ${names.join(' or ')}.`)
    }
    if (request.interval !== '1d') {
      const message = `The sample data have the interval 1d only, not ${request.interval}.`
      throw new DataSourceUnsupported(message, 'Ask for 1d.')
    }
    const file = await CsvDataSource.open(fileURLToPath(SAMPLES[symbol]()), {
      calendar: 'exchange',
      currency: 'USD',
      splitAdjusted: true,
    })
    const sourced = await file.fetch({ ...request, symbol }, signal, progress)
    return {
      ...sourced,
      identity: { ...sourced.identity, source: this.name },
      notes: [...(sourced.notes ?? []), noDividends(sourced.series.length)],
      // AAPL's adjusted close takes the dividends before the split of 2014 seven times too large
      series: { ...sourced.series, adjClose: null },
    }
  }
}

function noDividends(bars: number): Finding {
  const message = 'The source names no dividends: total return is the same as split-adjusted.'
  return {
    rule: 'no_dividends',
    severity: 'info',
    count: bars,
    firstBar: null,
    firstTime: null,
    message,
  }
}

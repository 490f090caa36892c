import { RandomStream } from '../../core/random/random_stream.ts'
import type { DataSource } from '../../core/ports/data_source.ts'
import { systemClock } from '../system_clock.ts'
import { SampleDataSource } from './sample_data_source.ts'
import { YahooDataSource } from './yahoo/yahoo_data_source.ts'

/**
 * The sources that need no file, the default first; a CSV file is a source of its own (CsvDataSource).
 * @param yahooUrl another address of Yahoo, from the environment only, never from a request
 */
export function onlineDataSources(yahooUrl: string | null = null): DataSource[] {
  const random = new RandomStream(crypto.getRandomValues(new Uint32Array(4)))
  return [
    new YahooDataSource({ clock: systemClock, random, baseUrl: yahooUrl }),
    new SampleDataSource(),
  ]
}

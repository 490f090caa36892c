import { DataSourceUnavailable } from '../../../app/core/market/data_source_errors.ts'
import { pickBars } from '../../../app/core/market/bar_range.ts'
import type { SourcedSeries } from '../../../app/core/market/series.ts'
import type { DataSource } from '../../../app/core/ports/data_source.ts'
import type { RandomStream } from '../../../app/core/random/random_stream.ts'
import { streamOf } from '../../../app/core/random/streams.ts'

/** What a wrapped source does wrong, chosen by the seed. */
export const FAULTS = ['error', 'repeat', 'swap', 'blank', 'negate', 'scale', 'none'] as const
export type Fault = (typeof FAULTS)[number]

/** A source that fails or spoils its bars at a place drawn from the seed; `last` says how it did. */
export class FaultyDataSource implements DataSource {
  readonly name: string
  last: Fault = 'none'
  readonly #source: DataSource
  readonly #random: RandomStream

  constructor(source: DataSource, seed: number) {
    this.name = source.name
    this.#source = source
    this.#random = streamOf(seed, 'sampling')
  }

  async fetch(...given: Parameters<DataSource['fetch']>): Promise<SourcedSeries> {
    this.last = FAULTS[this.#random.integer(FAULTS.length)]
    if (this.last === 'error') {
      throw new DataSourceUnavailable(this.name, given[0].symbol, 'a drawn fault', null)
    }
    const data = await this.#source.fetch(...given)
    const bar = 1 + this.#random.integer(data.series.length - 1)
    return { ...data, series: this.#spoil(data.series, bar) }
  }

  #spoil(series: SourcedSeries['series'], bar: number): SourcedSeries['series'] {
    const order = Array.from(series.time.keys())
    if (this.last === 'repeat') order.splice(bar, 0, bar)
    if (this.last === 'swap') [order[bar], order[bar - 1]] = [order[bar - 1], order[bar]]
    const copy = pickBars(series, order)
    if (this.last === 'blank') copy.low[bar] = NaN
    if (this.last === 'negate') copy.open[bar] *= -1
    if (this.last === 'scale') {
      for (const column of [copy.open, copy.high, copy.low, copy.close]) column[bar] *= 100
    }
    return copy
  }
}

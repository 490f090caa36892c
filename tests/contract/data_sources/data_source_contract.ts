import { test } from '@japa/runner'
import { canonicalBytes } from '../../../app/core/market/dataset_bytes.ts'
import type { Interval } from '../../../app/core/market/series.ts'
import type { DataSource } from '../../../app/core/ports/data_source.ts'
import { failureOf } from './failure_of.ts'

/** A source with bars that the suite may ask for. */
export interface SourceBench {
  readonly source: DataSource
  readonly symbol: string
  readonly interval: Interval
  /** A range with some, not all, of its bars. */
  readonly from: number
  readonly to: number
  /** A range without any. */
  readonly emptyFrom: number
  readonly emptyTo: number
  readonly unknownSymbol: string
  /** Null where any interval can be asked for; the test is then skipped. */
  readonly unsupportedInterval: Interval | null
  readonly close?: () => Promise<void>
}

/** Why a source cannot fail in one of these ways. */
export interface Lacks {
  readonly unsupportedInterval?: string
}

/** What every DataSource must do (ports/data_source.ts). */
export function dataSourceContract(open: () => Promise<SourceBench>, lacks: Lacks = {}) {
  const withBench = async (use: (bench: SourceBench) => Promise<void>) => {
    const bench = await open()
    try {
      await use(bench)
    } finally {
      await bench.close?.()
    }
  }

  test('columns have one length, and the identity names symbol, interval and source', async ({
    assert,
  }) => {
    await withBench(async ({ source, symbol, interval }) => {
      const data = await source.fetch({ symbol, interval, from: null, to: null })
      const { open, high, low, close, adjClose, volume, time, length } = data.series
      for (const column of [time, open, high, low, close, volume, adjClose ?? time]) {
        assert.equal(column.length, length)
      }
      assert.isAbove(length, 1)
      assert.include(data.identity, { symbol, interval, source: source.name })
    })
  })

  test('every bar lies in the asked range, to excluded', async ({ assert }) => {
    await withBench(async ({ source, symbol, interval, from, to }) => {
      const all = await source.fetch({ symbol, interval, from: null, to: null })
      const some = await source.fetch({ symbol, interval, from, to })
      const wanted = all.series.time.filter((time) => time >= from && time < to)
      assert.deepEqual(some.series.time, wanted)
      assert.isAbove(wanted.length, 0)
      assert.isBelow(wanted.length, all.series.length)
      const last = some.series.time[some.series.length - 1]
      const without = await source.fetch({ symbol, interval, from, to: last })
      assert.equal(without.series.length, some.series.length - 1)
    })
  })

  test('the same question has the same answer, to the byte', async ({ assert }) => {
    await withBench(async ({ source, symbol, interval, from, to }) => {
      const [first, second] = [
        await source.fetch({ symbol, interval, from, to }),
        await source.fetch({ symbol, interval, from, to }),
      ]
      assert.deepEqual(canonicalBytes(first), canonicalBytes(second))
    })
  })

  test('a range without bars is E_DATA_SOURCE_EMPTY, not a series of none', async ({ assert }) => {
    await withBench(async ({ source, symbol, interval, emptyFrom, emptyTo }) => {
      const request = { symbol, interval, from: emptyFrom, to: emptyTo }
      const error = await failureOf(source.fetch(request))
      assert.include(error, { code: 'E_DATA_SOURCE_EMPTY', kind: 'not_found' })
      assert.include(error.message, symbol)
      assert.isNotEmpty(error.remedy)
    })
  })

  test('a signal that has aborted is E_DATA_SOURCE_INTERRUPTED', async ({ assert }) => {
    await withBench(async ({ source, symbol, interval, from, to }) => {
      const request = { symbol, interval, from, to }
      const error = await failureOf(source.fetch(request, AbortSignal.abort()))
      assert.include(error, { code: 'E_DATA_SOURCE_INTERRUPTED', kind: 'interrupted' })
    })
  })

  test('progress ends with the number of bars', async ({ assert }) => {
    await withBench(async ({ source, symbol, interval, from, to }) => {
      let last = -1
      const request = { symbol, interval, from, to }
      const data = await source.fetch(request, undefined, ({ bars }) => (last = bars))
      assert.equal(last, data.series.length)
    })
  })

  test('an unknown symbol is E_DATA_SOURCE_UNKNOWN_SYMBOL', async ({ assert }) => {
    await withBench(async ({ source, interval, unknownSymbol }) => {
      const request = { symbol: unknownSymbol, interval, from: null, to: null }
      const error = await failureOf(source.fetch(request))
      assert.include(error, { code: 'E_DATA_SOURCE_UNKNOWN_SYMBOL', kind: 'not_found' })
      assert.include(error.message, unknownSymbol)
      assert.isNotEmpty(error.remedy)
    })
  })

  test('an interval that the source has not is E_DATA_SOURCE_UNSUPPORTED', async ({ assert }) => {
    await withBench(async ({ source, symbol, unsupportedInterval }) => {
      const interval = unsupportedInterval ?? '1d'
      const request = { symbol, interval, from: null, to: null }
      const error = await failureOf(source.fetch(request))
      assert.include(error, { code: 'E_DATA_SOURCE_UNSUPPORTED', kind: 'bad_input' })
      assert.isNotEmpty(error.remedy)
    })
  }).skip(lacks.unsupportedInterval !== undefined, lacks.unsupportedInterval)
}

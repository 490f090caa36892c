import { test } from '@japa/runner'
import { simpleReturns } from '../../../app/core/evaluation/metrics/moments.ts'
import { optimalBlockLength } from '../../../app/core/evaluation/statistics/block_length.ts'
import { bootstrapIntervals } from '../../../app/core/evaluation/statistics/bootstrap_intervals.ts'
import {
  doubledSums,
  drawBlocks,
  makeBlocks,
  resampledSum,
} from '../../../app/core/evaluation/statistics/stationary_bootstrap.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { isClose, readGolden } from '../../golden/read_golden.ts'

interface GoldenStatistic {
  interval: { low: number; high: number }
  spread_between_seeds: { low: number; high: number }
  tolerance: {
    monte_carlo_4_sd: number
    twice_the_spread: number | { low: number; high: number }
  }
}
interface Golden {
  optimal_block_length: Record<string, { stationary: number }>
  cases: { mean_block_length: number; statistics: Record<string, GoldenStatistic> }[]
  resamples_at_block_20: { indices: number[]; mean_return: number; mean_return_sma: number }[]
}

const golden = readGolden<Golden>('bootstrap/aapl.json')
const returnsOf = (file: string) =>
  simpleReturns(Float64Array.from(readGolden<{ equity: number[] }>(`metrics/${file}.json`).equity))
const hold = returnsOf('aapl-buy-and-hold')
const sma = returnsOf('aapl-sma-10-30')

test.group('Stationary bootstrap', () => {
  test('the automatic block length is the golden one', ({ assert }) => {
    const series = {
      buy_and_hold: hold,
      sma_10_30: sma,
      buy_and_hold_squared: hold.map((r) => r * r),
      sma_10_30_squared: sma.map((r) => r * r),
    }
    for (const [name, values] of Object.entries(series)) {
      const expected = golden.optimal_block_length[name].stationary
      assert.isTrue(isClose(optimalBlockLength(values), expected), name)
    }
  })

  test('the sum over wrapping blocks equals the sum over their indices', ({ assert }) => {
    for (const resample of golden.resamples_at_block_20) {
      const blocks = makeBlocks(hold.length)
      resample.indices.forEach((index, i) => {
        const follows = i > 0 && index === (resample.indices[i - 1] + 1) % hold.length
        if (follows && index !== 0) blocks.length[blocks.count - 1]++
        else {
          blocks.start[blocks.count] = index
          blocks.length[blocks.count++] = 1
        }
      })
      const mean = resampledSum(doubledSums(hold), blocks) / hold.length
      assert.isTrue(isClose(mean, resample.mean_return))
    }
  })

  test('drawn blocks fill the resample and have the wanted mean length', ({ assert }) => {
    const random = streamOf(1, 'bootstrap')
    const blocks = makeBlocks(1000)
    let count = 0
    for (let draw = 0; draw < 200; draw++) {
      drawBlocks(blocks, 1000, 20, random)
      assert.equal(
        blocks.length.subarray(0, blocks.count).reduce((a, b) => a + b, 0),
        1000
      )
      count += blocks.count
    }
    // the expected number of blocks is 1 + 999 / 20 = 50.95
    assert.approximately(count / 200, 50.95, 1.5)
  })

  for (const [k, { mean_block_length: blockLength, statistics }] of golden.cases.entries()) {
    test(`case ${k}: intervals agree with the golden ones within their Monte Carlo error`, ({
      assert,
    }) => {
      const settings = { resamples: 20_000, level: 0.95, blockLength, periodsPerYear: 252 }
      const ofSma = bootstrapIntervals(sma, [hold], {
        ...settings,
        random: streamOf(7, 'bootstrap'),
      })
      const ofHold = bootstrapIntervals(hold, [], { ...settings, random: streamOf(8, 'bootstrap') })
      const pairs = [
        [ofHold.sharpe, statistics.sharpe],
        [ofSma.sharpe, statistics.sharpe_sma],
        [ofSma.differences[0].sharpe, statistics.sharpe_difference],
      ] as const
      for (const [interval, expected] of pairs) {
        for (const end of ['low', 'high'] as const) {
          const twice = 2 * expected.spread_between_seeds[end]
          const tolerance = Math.max(expected.tolerance.monte_carlo_4_sd, twice)
          assert.approximately(interval?.[end] ?? NaN, expected.interval[end], tolerance)
        }
      }
    })
  }

  test('a curve that never varies has no Sharpe interval, and no drawdown', ({ assert }) => {
    const intervals = bootstrapIntervals(new Float64Array(50), [], {
      resamples: 100,
      level: 0.95,
      blockLength: 5,
      periodsPerYear: 252,
      random: streamOf(1, 'bootstrap'),
    })
    assert.isNull(intervals.sharpe)
    assert.deepEqual(intervals.maxDrawdown, { low: 0, high: 0 })
  })
})

import { test } from '@japa/runner'
import { parseIsoTime } from '../../../app/core/market/iso_time.ts'
import { curveMetrics, sharpeRatio } from '../../../app/core/evaluation/metrics/curve_metrics.ts'
import { drawdownsOf, drawdownSeries } from '../../../app/core/evaluation/metrics/drawdown.ts'
import {
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
} from '../../../app/core/evaluation/statistics/sharpe_inference.ts'
import { isClose, readGolden } from '../../golden/read_golden.ts'

interface GoldenDsr {
  trials: number
  trial_variance: number
  sharpe_0: number
  value: number | null
}
interface GoldenCurve {
  dates: string[]
  equity: number[]
  metrics: Record<string, number | null> & { dsr: GoldenDsr[] }
}

const NAMES = {
  bars: 'bars',
  returns: 'returns',
  years: 'years',
  total_return: 'totalReturn',
  cagr: 'cagr',
  volatility: 'volatility',
  sharpe: 'sharpe',
  sortino: 'sortino',
  max_drawdown: 'maxDrawdown',
  max_drawdown_length: 'maxDrawdownLength',
  longest_drawdown_length: 'longestDrawdownLength',
  calmar: 'calmar',
  var_95: 'var95',
  cvar_95: 'cvar95',
  tail_ratio: 'tailRatio',
  skew: 'skew',
  kurtosis: 'kurtosis',
  excess_kurtosis: 'excessKurtosis',
  sharpe_per_period: 'sharpePerPeriod',
} as const

function faultsOf(curve: GoldenCurve): string[] {
  const time = Float64Array.from(curve.dates, (day) => parseIsoTime(day) ?? NaN)
  const metrics = curveMetrics(Float64Array.from(curve.equity), time, 252)
  const faults: string[] = []
  const compare = (
    name: string,
    actual: number | null,
    expected: number | null,
    absolute = 1e-12
  ) => {
    if (!isClose(actual, expected, 1e-9, absolute))
      faults.push(`${name}: ${actual}, not ${expected}`)
  }
  for (const [golden, ours] of Object.entries(NAMES)) {
    compare(golden, metrics[ours], curve.metrics[golden])
  }
  const { sharpePerPeriod, skew, kurtosis, returns } = metrics
  const sample =
    sharpePerPeriod === null || skew === null || kurtosis === null
      ? null
      : { sharpe: sharpePerPeriod, returns, skew, kurtosis }
  compare('psr_0', sample && probabilisticSharpe(sample, 0), curve.metrics.psr_0, 1e-9)
  compare(
    'min_track_record_length_95',
    sample && minimumTrackRecord(sample, 0, 0.95),
    curve.metrics.min_track_record_length_95
  )
  for (const dsr of curve.metrics.dsr) {
    compare('sharpe_0', expectedMaximumSharpe(dsr.trials, dsr.trial_variance), dsr.sharpe_0)
    const value = sample && deflatedSharpe(sample, dsr.trials, dsr.trial_variance)
    compare(`dsr_${dsr.trials}`, value, dsr.value, 1e-9)
  }
  return faults
}

test.group('Metrics of an equity curve', () => {
  for (const name of ['aapl-buy-and-hold', 'sp500-buy-and-hold', 'aapl-sma-10-30']) {
    test(`${name} has the golden metrics`, ({ assert }) => {
      assert.deepEqual(faultsOf(readGolden<GoldenCurve>(`metrics/${name}.json`)), [])
    })
  }

  for (const [name, curve] of Object.entries(
    readGolden<Record<string, GoldenCurve>>('metrics/edges.json')
  )) {
    test(`the edge series ${name} has the golden metrics`, ({ assert }) => {
      assert.deepEqual(faultsOf(curve), [])
    })
  }

  test("the paper's example of the deflated Sharpe ratio comes out", ({ assert }) => {
    const { rows } = readGolden<{
      rows: {
        trials: number
        trial_variance: number
        sharpe_per_period: number
        observations: number
        skew: number
        kurtosis: number
        sharpe_0: number
        dsr: number
      }[]
    }>('metrics/dsr-paper.json')
    for (const row of rows) {
      const sample = {
        sharpe: row.sharpe_per_period,
        returns: row.observations,
        skew: row.skew,
        kurtosis: row.kurtosis,
      }
      const dsr = deflatedSharpe(sample, row.trials, row.trial_variance)
      assert.isTrue(isClose(dsr, row.dsr, 0, 1e-9), `${dsr}, not ${row.dsr}`)
      assert.isTrue(
        isClose(expectedMaximumSharpe(row.trials, row.trial_variance), row.sharpe_0, 1e-9)
      )
    }
  })

  test('an undefined metric is null, never 0, NaN or Infinity', ({ assert }) => {
    const flat = Float64Array.of(100, 100, 100)
    assert.isNull(sharpeRatio(flat, 252))
    assert.isNull(sharpeRatio(Float64Array.of(100, 101), 252))
    const metrics = curveMetrics(flat, Float64Array.of(0, 1, 2), 252)
    for (const value of Object.values(metrics))
      assert.isTrue(value === null || Number.isFinite(value))
  })

  test('a drawdown runs from the latest bar at its peak to the first bar at that level', ({
    assert,
  }) => {
    const equity = Float64Array.of(10, 10, 8, 9, 10, 11, 5.5, 6)
    assert.deepEqual(drawdownsOf(equity), [
      { start: 1, trough: 2, recovery: 4, depth: 8 / 10 - 1, length: 3 },
      { start: 5, trough: 6, recovery: null, depth: 5.5 / 11 - 1, length: 2 },
    ])
    assert.deepEqual(Array.from(drawdownSeries(Float64Array.of(2, 1, 4))), [0, -0.5, 0])
  })
})

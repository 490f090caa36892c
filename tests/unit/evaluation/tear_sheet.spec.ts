import { test } from '@japa/runner'
import { curveMetrics } from '../../../app/core/evaluation/metrics/curve_metrics.ts'
import {
  METRIC_NAMES,
  type MetricValues,
} from '../../../app/core/evaluation/metrics/metric_list.ts'
import { drawdownTable } from '../../../app/core/evaluation/tear_sheet/drawdown_table.ts'
import { equityBand } from '../../../app/core/evaluation/tear_sheet/equity_band.ts'
import {
  interquartileMean,
  medianSeed,
  spreadOf,
} from '../../../app/core/evaluation/tear_sheet/seeds.ts'
import { tradeAnalysis, tradeRows } from '../../../app/core/evaluation/tear_sheet/trade_analysis.ts'
import { sharpeInference } from '../../../app/core/evaluation/tear_sheet/trials.ts'
import { evaluationSettings } from '../../../app/core/evaluation/tear_sheet/evaluation_settings.ts'
import type { TradeRecord } from '../../../app/core/portfolio/records.ts'
import { RandomStream } from '../../../app/core/random/random_stream.ts'
import { randomLevels, randomWalk, sheetOf } from '../../../app/services/bench/noise_sheets.ts'

const DAY = 86_400_000
const random = () => new RandomStream(Uint32Array.of(1, 2, 3, 4))

function metricsWith(sharpe: number | null): MetricValues {
  const entries = METRIC_NAMES.map((name) => [name, name === 'sharpe' ? sharpe : 0])
  return Object.fromEntries(entries) as MetricValues
}

test.group('Seeds', () => {
  test('the shown seed has the median Sharpe ratio, the lower middle one of four', ({ assert }) => {
    assert.equal(medianSeed([0.3, 0.1, 0.2]), 2)
    assert.equal(medianSeed([0.4, 0.1, 0.3, 0.2]), 3)
    assert.equal(medianSeed([1]), 0)
    assert.equal(medianSeed([null, 0.5, 0.6]), 1) // undefined counts as least
  })

  test('the interquartile mean leaves out a quarter at each end', ({ assert }) => {
    assert.equal(interquartileMean([1, 2, 4, 100]), 3)
    assert.equal(interquartileMean([1, 2, 6]), 3) // a quarter of three is none
  })

  test('a spread is over the seeds for which the metric is defined', ({ assert }) => {
    const { sharpe } = spreadOf([metricsWith(1), metricsWith(null), metricsWith(3)])
    assert.deepEqual(sharpe, { median: 2, interquartileMean: 2, lowest: 1, highest: 3 })
    assert.isNull(spreadOf([metricsWith(null)]).sharpe.median)
  })
})

test.group('Tables of a tear sheet', () => {
  test('drawdowns stand by depth, with what buy and hold did meanwhile', ({ assert }) => {
    const equity = Float64Array.of(100, 90, 100, 110, 55, 60)
    const hold = Float64Array.of(100, 50, 80, 100, 120, 150)
    const table = drawdownTable(equity, hold)
    assert.deepEqual(
      table.map(({ depth, start, trough, recovery }) => [depth, start, trough, recovery]),
      [
        [-0.5, 3, 4, null],
        [-0.09999999999999998, 0, 1, 2],
      ]
    )
    assert.closeTo(table[0].holdMeanwhile ?? 0, 0.5, 1e-12) // 100 to 150
    assert.closeTo(table[1].holdMeanwhile ?? 0, -0.2, 1e-12) // 100 to 80
  })

  test('trades are grouped when they are closed, by exit and by direction', ({ assert }) => {
    const trade = (changes: Partial<TradeRecord>): TradeRecord => ({
      ...{ entryTime: 0, exitTime: DAY, entryBar: 0, exitBar: 1, entryPrice: 100, exitPrice: 110 },
      ...{ quantity: 2, direction: 'long', pnl: 20, costs: 0, commission: 0, interest: 0 },
      ...{ exitReason: 'target' },
      ...changes,
    })
    const open = trade({ exitTime: null, exitBar: null, exitReason: 'open', pnl: 5 })
    const series = randomWalk(4, 0.01, random())
    const rows = tradeRows(
      [trade({}), trade({ pnl: -10, exitReason: 'stop_loss' })],
      open,
      series,
      3
    )
    const { byExit, byDirection } = tradeAnalysis(rows)
    assert.deepEqual(
      rows.map((row) => row.return),
      [0.1, -0.05, 0.025]
    )
    assert.deepEqual(
      byExit.map(({ name, trades, pnl }) => [name, trades, pnl]),
      [
        ['stop_loss', 1, -10],
        ['target', 1, 20],
      ]
    )
    assert.deepEqual(byDirection, [
      { name: 'long', trades: 2, pnl: 10, winRate: 0.5, averageReturn: 0.025 },
    ])
  })

  test('resampled paths of one constant return are the path itself', ({ assert }) => {
    const band = equityBand(new Float64Array(3).fill(1), 100, 2, random())
    assert.deepEqual(band, {
      bars: [0, 1, 2, 3],
      low: [100, 200, 400, 800],
      high: [100, 200, 400, 800],
    })
  })
})

test.group('Trials', () => {
  const equity = Float64Array.from(
    { length: 401 },
    (_, t) => 100 * 1.001 ** t * (1 + 0.01 * (t % 2))
  )
  const time = Float64Array.from({ length: 401 }, (_, t) => t * DAY)
  const curve = curveMetrics(equity, time, 365)

  test('one trial is not deflated', ({ assert }) => {
    const { probabilistic, deflated, expectedMaximum } = sharpeInference(
      curve,
      { count: 1, sharpes: [] },
      365
    )
    assert.equal(expectedMaximum, 0)
    assert.equal(deflated, probabilistic)
  })

  test('trials that agree are deflated as if they spread like ratios without skill', ({
    assert,
  }) => {
    const alike = sharpeInference(curve, { count: 100, sharpes: [1, 1, 1] }, 365)
    // E[max] of 100 draws is 2.53 sd, of the sd 1 / sqrt(399) a bar
    assert.closeTo(alike.expectedMaximum, (2.53 * Math.sqrt(365)) / Math.sqrt(399), 0.01)
    const spread = sharpeInference(curve, { count: 100, sharpes: [-5, 0, 5] }, 365)
    assert.closeTo(spread.expectedMaximum, 2.53 * 5, 0.05)
  })
})

test.group('Whole tear sheets', () => {
  const settings = evaluationSettings({
    ...{ bootstrap: 100, randomDraws: 5, startShifts: 2, costs: [0, 1], rollingWindow: 20 },
  })

  function refuseUnknown(value: unknown, path: string): void {
    if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) {
      throw new Error(`${path} is ${String(value)}`)
    }
    if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value)) refuseUnknown(part, `${path}.${key}`)
    }
  }

  const cases: readonly [string, number, (bars: number) => Float64Array][] = [
    ['always flat', 100, (bars) => new Float64Array(bars)],
    ['always long', 100, (bars) => new Float64Array(bars).fill(1)],
    ['two bars of decisions', 4, (bars) => new Float64Array(bars).fill(1)],
    ['one step', 3, (bars) => new Float64Array(bars).fill(1)],
    ['at random', 100, (bars) => randomLevels(bars, 0.2, random())],
  ]
  for (const [name, bars, levels] of cases) {
    test(`nothing of it is NaN, infinite or left out: ${name}`, ({ assert }) => {
      const series = randomWalk(bars, 0.01, random())
      const sheet = sheetOf(levels(bars), series, { count: 3, sharpes: [0.1] }, settings)
      assert.doesNotThrow(() => refuseUnknown(sheet, 'sheet'))
      assert.lengthOf(sheet.time, bars - 1)
      assert.lengthOf(sheet.verdicts, 9)
    })
  }

  test('constant prices leave every ratio undefined, and every verdict says so', ({ assert }) => {
    const series = randomWalk(50, 0, random())
    const sheet = sheetOf(new Float64Array(50).fill(1), series, { count: 1, sharpes: [] }, settings)
    assert.doesNotThrow(() => refuseUnknown(sheet, 'sheet'))
    assert.isNull(sheet.agents[0].metrics.sharpe)
    assert.equal(sheet.verdicts[0].state, 'not_run')
  })
})

import { test } from '@japa/runner'
import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { BandSeries, LineSeries } from '#transformers/charts/chart_spec'
import { drawnBars, wholeSheet } from '#transformers/charts/evaluation/drawn_bars'
import { equityFigure } from '#transformers/charts/evaluation/equity_figure'
import { foldFigure } from '#transformers/charts/evaluation/fold_figure'
import { rollingFigure } from '#transformers/charts/evaluation/rolling_figure'
import { costFigure } from '#transformers/charts/evaluation/stress_figures'
import { holdingFigure, returnFigure } from '#transformers/charts/evaluation/trade_figures'
import { tearSheet } from '#tests/functional/pages/tear_sheet_fixture'

const DAILY = { interval: '1d', currency: 'USD' }

function lineOf(sheet: TearSheet, pane: number, key: string): LineSeries {
  const { panes } = equityFigure(sheet, DAILY)
  return panes[pane]!.series.find((series) => series.key === key) as LineSeries
}

test.group('Figures of a tear sheet', () => {
  const sheet = tearSheet({ bars: 5000, seeds: 3, folds: 4 })

  test('5,000 bars are drawn by some 1,500, their ends and deepest troughs among them', ({
    assert,
  }) => {
    const bars = drawnBars(sheet, wholeSheet(sheet))
    assert.isBelow(bars.length, 1540)
    assert.deepEqual(
      bars,
      [...new Set(bars)].sort((a, b) => a - b)
    )
    const turns = sheet.drawdowns.flatMap(({ start, trough }) => [start, trough])
    assert.includeMembers(bars, [0, 4999, ...turns])
    assert.includeMembers(drawnBars(sheet, wholeSheet(sheet), 40), turns)
  })

  test('the deepest drawdown that is drawn is the one of the table', ({ assert }) => {
    const drawn = lineOf(sheet, 1, 'shown-drawdown').y.map(Number)
    assert.equal(Math.min(...drawn), Number(sheet.drawdowns[0]!.depth.toFixed(5)))
  })

  test('the band of the seeds holds every seed at every bar drawn', ({ assert }) => {
    const { x, panes } = equityFigure(sheet, DAILY)
    const band = panes[0]!.series.find(({ key }) => key === 'seeds') as BandSeries
    x.values.forEach((bar, i) => {
      const own = sheet.agents.map(({ equity }) => equity[bar]!)
      assert.deepEqual(
        [band.low[i], band.high[i]],
        [Math.min(...own), Math.max(...own)].map((value) => Number(value.toFixed(2)))
      )
    })
  })

  test('a vertical line begins each fold but the first', ({ assert }) => {
    const { panes } = equityFigure(sheet, DAILY)
    assert.deepEqual(
      panes[0]!.moments!.map(({ x, label }) => [x, label]),
      [
        [1250, '2'],
        [2500, '3'],
        [3750, '4'],
      ]
    )
    assert.lengthOf(foldFigure(sheet)!.x.values, 4)
    assert.isNull(foldFigure({ ...sheet, folds: [] }))
  })

  test('equity is drawn on a log scale unless an account was ruined to nothing', ({ assert }) => {
    const [shown] = sheet.agents
    const ruined = { ...shown!, equity: shown!.equity.map((value, t) => (t > 4000 ? 0 : value)) }
    const scaleOf = (each: TearSheet) => equityFigure(each, DAILY).panes[0]!.scale
    assert.equal(scaleOf(sheet), 'log')
    assert.equal(scaleOf({ ...sheet, agents: [ruined], shown: 0 }), 'linear')
  })

  test('rolling figures begin when their window is full', ({ assert }) => {
    const { x, panes } = rollingFigure(sheet, '1d')!
    assert.equal(x.values[0], 252)
    assert.isTrue((panes[0]!.series[0] as LineSeries).y.every((value) => value !== null))
    assert.isNull(rollingFigure({ ...sheet, rolling: null }, '1d'))
  })

  test('costs are drawn where they were tried', ({ assert }) => {
    assert.deepEqual(costFigure(sheet).x.values, [0, 1, 2, 3, 5])
  })

  test('every closed trade is in one bin of its return and one of its holding time', ({
    assert,
  }) => {
    const closed = sheet.trades.rows.filter(({ exitTime }) => exitTime !== null)
    for (const figure of [returnFigure(closed), holdingFigure(closed)]) {
      const counts = (figure.panes[0]!.series[0] as LineSeries).y.map(Number)
      assert.equal(
        counts.reduce((sum, count) => sum + count, 0),
        closed.length
      )
    }
  })
})

import { test } from '@japa/runner'
import { tradeMetrics, turnover } from '../../../app/core/evaluation/metrics/trade_metrics.ts'
import type { FillRecord, TradeRecord } from '../../../app/core/portfolio/records.ts'
import { isClose, readGolden } from '../../golden/read_golden.ts'

interface GoldenTrades {
  dates: string[]
  equity: number[]
  metrics: { years: number }
  trade_metrics: Record<string, number>
  traded_value: number
  trades: { entry_bar: number; exit_bar: number; pnl: number }[]
}

function trade(entryBar: number, exitBar: number | null, pnl: number): TradeRecord {
  return {
    entryTime: entryBar,
    exitTime: exitBar,
    entryBar,
    exitBar,
    entryPrice: 1,
    exitPrice: 1,
    quantity: 1,
    direction: 'long',
    pnl,
    costs: 0,
    commission: 0,
    interest: 0,
    exitReason: exitBar === null ? 'open' : 'target',
  }
}

test.group('Metrics of trades', () => {
  test('the 26 trades of SMA 10/30 on AAPL have the golden metrics', ({ assert }) => {
    const golden = readGolden<GoldenTrades>('metrics/aapl-sma-10-30.json')
    const metrics = tradeMetrics(golden.trades.map((t) => trade(t.entry_bar, t.exit_bar, t.pnl)))
    const pairs = [
      [metrics.trades, 'trades'],
      [metrics.winRate, 'win_rate'],
      [metrics.profitFactor, 'profit_factor'],
      [metrics.expectancy, 'expectancy'],
      [metrics.averageWin, 'average_win'],
      [metrics.averageLoss, 'average_loss'],
      [metrics.sqn, 'sqn'],
      [metrics.averageHolding, 'average_holding'],
    ] as const
    for (const [actual, name] of pairs) {
      assert.isTrue(isClose(actual, golden.trade_metrics[name]), `${name}: ${actual}`)
    }
    const fill: FillRecord = {
      bar: 0,
      time: 0,
      at: 'open',
      side: 'buy',
      quantity: golden.traded_value,
      price: 1,
      commission: 0,
      realised: 0,
      reason: 'target',
      decided: 0,
    }
    const traded = turnover([fill], Float64Array.from(golden.equity), golden.metrics.years)
    assert.isTrue(isClose(traded, golden.trade_metrics.turnover), `turnover: ${traded}`)
  })

  test('a win rate of no closed trade is null, and an open trade is none', ({ assert }) => {
    const metrics = tradeMetrics([trade(1, null, 5)])
    assert.equal(metrics.trades, 0)
    assert.isNull(metrics.winRate)
    assert.isNull(metrics.profitFactor)
  })

  test('wins of 3 and 1 against a loss of 2 give a profit factor of 2', ({ assert }) => {
    const metrics = tradeMetrics([trade(0, 2, 3), trade(2, 3, 1), trade(3, 6, -2)])
    assert.equal(metrics.profitFactor, 2)
    assert.equal(metrics.averageHolding, 2)
    assert.equal(metrics.winRate, 2 / 3)
  })
})

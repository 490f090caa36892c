import { test } from '@japa/runner'
import { readdirSync } from 'node:fs'
import { playLevels, type Play } from '../../../app/core/environment/play_levels.ts'
import type { Series } from '../../../app/core/market/series.ts'
import { BARE_LEDGER } from '../../../app/core/portfolio/bare_ledger.ts'
import type { LedgerConfig } from '../../../app/core/portfolio/ledger_parameters.ts'
import type { TradeRecord } from '../../../app/core/portfolio/records.ts'
import { isClose, readGolden } from '../../golden/read_golden.ts'
import { sampleBars } from '../../golden/sample_bars.ts'

type Row = Record<string, number | string | null>
interface Scenario {
  config: Partial<LedgerConfig> & { startBar?: number; periodsPerYear?: number }
  bars?: number[][]
  dataset?: { firstRow: number; lastRow: number }
  actions: number[]
  expected: {
    per_bar: Row[]
    rewards: number[]
    fills: Row[]
    trades: Row[]
    open_trade: Row | null
    unfilled: Row[]
    terminated: boolean
    final: number
  }
}

function seriesFrom(rows: number[][]): Series {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k])
  return {
    length: rows.length,
    time: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    adjClose: null,
    volume: column(5),
  }
}

function tradeRow(trade: TradeRecord): Row {
  return {
    entry_time: trade.entryTime,
    exit_time: trade.exitTime,
    entry_bar: trade.entryBar,
    exit_bar: trade.exitBar,
    entry_price: trade.entryPrice,
    exit_price: trade.exitPrice,
    quantity: trade.quantity,
    direction: trade.direction,
    pnl: trade.pnl,
    costs: trade.costs,
    commission: trade.commission,
    interest: trade.interest,
    exit_reason: trade.exitReason,
  }
}

function perBar(play: Play): Row[] {
  return Array.from(play.equity, (equity, k) => ({
    bar: play.startBar + k,
    cash: play.cash[k],
    units: play.units[k],
    equity,
  }))
}

/** Names every value that differs by more than 1e-9, relative or absolute. */
function faultsOf(name: string, actual: Row[], expected: Row[]): string[] {
  const faults = actual.length === expected.length ? [] : [`${name}: ${actual.length} rows`]
  expected.forEach((row, k) => {
    for (const [key, value] of Object.entries(row)) {
      const ours = actual[k]?.[key]
      const same =
        typeof value === 'number' && typeof ours === 'number'
          ? isClose(ours, value, 1e-9, 1e-9)
          : ours === value
      if (!same) faults.push(`${name}[${k}].${key}: ${ours}, not ${value}`)
    }
  })
  return faults
}

const folder = new URL('../../golden/values/ledger/', import.meta.url)

test.group('Ledger scenarios', () => {
  for (const file of readdirSync(folder).sort()) {
    test(`${file} comes out`, ({ assert }) => {
      const { config, bars, dataset, actions, expected } = readGolden<Scenario>(`ledger/${file}`)
      const { startBar = 0, periodsPerYear = 252, ...rules } = config
      const series = bars
        ? seriesFrom(bars)
        : sampleBars((dataset?.firstRow ?? 1) - 1, dataset?.lastRow ?? 0)
      const play = playLevels(
        series,
        actions.slice(0, series.length - 1 - startBar),
        {
          ...BARE_LEDGER,
          ...rules,
        },
        { periodsPerYear, startBar }
      )
      const rewards = (values: ArrayLike<number>) => Array.from(values, (reward) => ({ reward }))
      const open = play.openTrade === null ? [] : [tradeRow(play.openTrade)]
      assert.deepEqual(
        [
          ...faultsOf('per_bar', perBar(play), expected.per_bar),
          ...faultsOf('rewards', rewards(play.rewards), rewards(expected.rewards)),
          ...faultsOf(
            'fills',
            play.fills.map((fill) => ({ ...fill })),
            expected.fills
          ),
          ...faultsOf('trades', play.trades.map(tradeRow), expected.trades),
          ...faultsOf('open_trade', open, expected.open_trade ? [expected.open_trade] : []),
          ...faultsOf(
            'unfilled',
            play.unfilled.map((order) => ({ ...order })),
            expected.unfilled
          ),
        ],
        []
      )
      assert.equal(play.terminated, expected.terminated)
    })
  }
})

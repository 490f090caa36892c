import { readdirSync } from 'node:fs'
import type { PlayReport } from '../../app/core/environment/play_actions.ts'
import type { Series } from '../../app/core/market/series.ts'
import { BARE_LEDGER } from '../../app/core/portfolio/bare_ledger.ts'
import type { LedgerConfig } from '../../app/core/portfolio/ledger_parameters.ts'
import { readGolden } from './read_golden.ts'
import { sampleBars } from './sample_bars.ts'

/** One scripted account of tests/golden/values/ledger, made ready to be played. */
export interface LedgerScenario {
  readonly series: Series
  readonly actions: readonly number[]
  readonly config: LedgerConfig
  readonly startBar: number
  readonly periodsPerYear: number
  readonly expected: PlayReport
}

interface ScenarioFile {
  config: Partial<LedgerConfig> & { startBar?: number; periodsPerYear?: number }
  /** Rows of time, open, high, low, close, volume. */
  bars?: number[][]
  /** Rows of the AAPL sample, 1 = the first, both included. */
  dataset?: { firstRow: number; lastRow: number }
  actions: number[]
  expected: PlayReport
}

export const LEDGER_SCENARIOS = readdirSync(new URL('./values/ledger/', import.meta.url)).sort()

export function ledgerScenario(file: string): LedgerScenario {
  const { config, bars, dataset, actions, expected } = readGolden<ScenarioFile>(`ledger/${file}`)
  const { startBar = 0, periodsPerYear = 252, ...rules } = config
  const series = bars
    ? seriesFrom(bars)
    : sampleBars((dataset?.firstRow ?? 1) - 1, dataset?.lastRow ?? 0)
  const merged = { ...BARE_LEDGER, ...rules }
  return { series, actions, config: merged, startBar, periodsPerYear, expected }
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

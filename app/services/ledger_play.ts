import { playLevels, type Play } from '#core/environment/play_levels'
import { playReport, type PlayReport } from '#core/environment/play_actions'
import { curveMetrics } from '#core/evaluation/metrics/curve_metrics'
import { tradeMetrics, turnover } from '#core/evaluation/metrics/trade_metrics'
import type { LedgerConfig } from '#core/portfolio/ledger_parameters'
import { readActions, readBars } from '#services/ledger_play_files'
import { ledgerPlayConfig } from '#services/ledger_play_config'

/** What `node ace ledger` was asked for. */
export interface LedgerPlayInput {
  /** Files, see `readBars` and `readActions`. */
  readonly bars: string
  readonly actions: string
  readonly set: Readonly<Record<string, unknown>>
}

export interface LedgerPlayed extends PlayReport {
  readonly equity: number[]
  /** Under the names of the golden files; null: undefined. */
  readonly metrics: Readonly<Record<string, number | null>>
  readonly config: LedgerConfig & { readonly startBar: number; readonly periodsPerYear: number }
}

/**
 * Plays given target levels through one account (rules R1 to R19) and measures it.
 * @throws E_INVALID_PARAMETER, E_LEDGER_FILE, E_DATA_SOURCE_…, E_PLAY_REFUSED
 */
export async function playLedger({ bars, actions, set }: LedgerPlayInput): Promise<LedgerPlayed> {
  const { levels, config: written } = await readActions(actions)
  const { rules, startBar, periodsPerYear } = ledgerPlayConfig({ ...written, ...set })
  const play = playLevels(await readBars(bars), levels, rules, { startBar, periodsPerYear })
  return {
    equity: Array.from(play.equity),
    ...playReport(play),
    metrics: metricsOf(play, periodsPerYear),
    config: { ...rules, startBar, periodsPerYear },
  }
}

function metricsOf(play: Play, periodsPerYear: number): Record<string, number | null> {
  const { equity, time, trades, fills, units } = play
  const curve = curveMetrics(equity, time, periodsPerYear)
  const held = units.reduce((bars, held) => bars + (held === 0 ? 0 : 1), 0)
  const all = {
    ...curve,
    ...tradeMetrics(trades),
    exposure: held / units.length,
    turnover: turnover(fills, equity, curve.years),
  }
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [snakeCase(name), value]))
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

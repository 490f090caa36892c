import { drawdownSeries } from '#core/evaluation/metrics/drawdown'
import type { BenchmarkSheet, TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { ChartSeries, ChartSpec, ColorToken, Dash } from '#transformers/charts/chart_spec'
import {
  drawnBars,
  rounded,
  sheetAxis,
  wholeSheet,
  type SheetBars,
} from '#transformers/charts/evaluation/drawn_bars'
import type { BarWindow } from '#transformers/charts/sampling'

const BENCHMARK_LOOKS: Readonly<Record<string, { color: ColorToken; dash: Dash }>> = {
  buy_and_hold: { color: 'bench', dash: 'dashed' },
  sma_crossover: { color: 'c2', dash: 'dotted' },
}

/** Equity of the shown seed against benchmarks, with the range of the seeds and the bootstrap's band, over its drawdown. */
export function equityFigure(
  sheet: TearSheet,
  { interval, currency }: SheetBars,
  window: BarWindow = wholeSheet(sheet)
): ChartSpec {
  const bars = drawnBars(sheet, window)
  const shown = sheet.agents[sheet.shown]
  const rivals = sheet.benchmarks.filter(({ name }) => name in BENCHMARK_LOOKS)
  const lowest = Math.min(...sheet.agents.map(({ equity }) => Math.min(...equity)))
  return {
    x: sheetAxis(sheet, bars, interval),
    currency,
    panes: [
      {
        key: 'equity',
        label: 'Equity',
        format: 'money',
        height: 'h280',
        // a ruined account has no logarithm
        scale: lowest > 0 ? 'log' : 'linear',
        moments: foldBorders(sheet),
        series: [
          {
            kind: 'line',
            key: 'shown',
            label: seedName(sheet),
            color: 'c1',
            y: bars.map((bar) => rounded(shown.equity[bar], 2)),
          },
          ...rivals.map((rival) => rivalLine(rival, rival.equity, bars, 2)),
          ...seedRange(sheet, bars),
          ...bootstrapBand(sheet, window),
        ],
      },
      {
        key: 'drawdown',
        label: 'Drawdown',
        format: 'percent',
        height: 'h120',
        max: 0,
        series: [
          {
            kind: 'line',
            key: 'shown-drawdown',
            label: seedName(sheet),
            color: 'c1',
            filled: true,
            y: drawdownAt(shown.equity, bars),
          },
          {
            ...rivalLine(sheet.benchmarks[0], [], bars, 5),
            key: 'hold-drawdown',
            y: drawdownAt(sheet.benchmarks[0].equity, bars),
          },
        ],
      },
    ],
  }
}

/** Which of the seeds is drawn. */
export function seedName({ agents, shown }: TearSheet): string {
  return agents.length === 1 ? 'Agent' : `Seed ${agents[shown].seed} (median)`
}

function rivalLine(
  { name, title }: BenchmarkSheet,
  equity: readonly number[],
  bars: readonly number[],
  decimals: number
) {
  return {
    kind: 'line' as const,
    key: name,
    label: title,
    ...BENCHMARK_LOOKS[name],
    y: bars.map((bar) => rounded(equity[bar] ?? null, decimals)),
  }
}

function drawdownAt(equity: readonly number[], bars: readonly number[]): (number | null)[] {
  const drawdowns = drawdownSeries(Float64Array.from(equity))
  return bars.map((bar) => rounded(drawdowns[bar], 5))
}

function seedRange({ agents }: TearSheet, bars: readonly number[]): ChartSeries[] {
  if (agents.length === 1) return []
  const at = (bar: number) => agents.map(({ equity }) => equity[bar])
  return [
    {
      kind: 'band',
      key: 'seeds',
      label: `${agents.length} seeds, lowest to highest`,
      color: 'c1',
      low: bars.map((bar) => rounded(Math.min(...at(bar)), 2)),
      high: bars.map((bar) => rounded(Math.max(...at(bar)), 2)),
    },
  ]
}

function bootstrapBand({ band }: TearSheet, { from, to }: BarWindow): ChartSeries[] {
  if (band === null) return []
  const kept = band.bars.map((bar, i) => ({ bar, i })).filter(({ bar }) => bar >= from && bar <= to)
  return [
    {
      kind: 'band',
      key: 'band',
      label: '95 % of resampled paths',
      color: 'bench',
      muted: true,
      x: kept.map(({ bar }) => bar),
      low: kept.map(({ i }) => rounded(band.low[i], 2)),
      high: kept.map(({ i }) => rounded(band.high[i], 2)),
    },
  ]
}

function foldBorders({ folds }: TearSheet) {
  return folds
    .slice(1)
    .map(({ start }, k) => ({ x: start, label: `${k + 2}`, color: 'line-strong' as const }))
}

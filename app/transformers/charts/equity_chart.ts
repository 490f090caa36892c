import type { BarAxis, ChartSpec } from '#transformers/charts/chart_spec'

export interface EquityCurves {
  readonly interval: string
  readonly currency: string | null
  readonly bars: readonly number[]
  readonly times: readonly number[]
  readonly equity: readonly number[]
  /** Null where the benchmark is not known. */
  readonly hold: readonly (number | null)[]
}

export function barAxis(curves: Pick<EquityCurves, 'interval' | 'bars' | 'times'>): BarAxis {
  const { bars, times, interval } = curves
  return {
    kind: 'bars',
    label: 'Bar',
    interval,
    values: bars,
    times,
    extent: [bars[0] ?? 0, bars.at(-1) ?? 0],
    barsPerPoint: 1,
  }
}

/** Equity of one episode against buy and hold. */
export function equityChart(curves: EquityCurves): ChartSpec {
  const known = curves.hold.some((value) => value !== null)
  return {
    x: barAxis(curves),
    currency: curves.currency,
    panes: [
      {
        key: 'equity',
        label: 'Equity',
        format: 'money',
        height: 'h240',
        series: [
          { kind: 'line', key: 'equity', label: 'Agent, greedy', color: 'c1', y: curves.equity },
          ...(known
            ? [
                {
                  kind: 'line' as const,
                  key: 'hold',
                  label: 'Buy and hold, same costs',
                  color: 'bench' as const,
                  dash: 'dashed' as const,
                  y: curves.hold,
                },
              ]
            : []),
        ],
      },
    ],
  }
}

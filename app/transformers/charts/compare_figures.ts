import { drawdownSeries } from '#core/evaluation/metrics/drawdown'
import type { Compared } from '#services/pages/compare/compared'
import type { ChartSpec, ColorToken, Dash, LineSeries } from '#transformers/charts/chart_spec'
import { MOST_POINTS, rounded } from '#transformers/charts/evaluation/drawn_bars'
import { sampledLine } from '#transformers/charts/sampling'

export const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F'] as const

const LOOKS: readonly { readonly color: ColorToken; readonly dash: Dash }[] = [
  { color: 'c1', dash: 'solid' },
  { color: 'c2', dash: 'dashed' },
  { color: 'c3', dash: 'dotted' },
  { color: 'c4', dash: 'dash_dot' },
  { color: 'c5', dash: 'long_dash' },
  { color: 'c6', dash: 'dash_dot_dot' },
]

/** How the curves lie above each other: on their days, or each from its own first bar on. */
export type CompareBy = 'date' | 'step'

interface Curve {
  readonly letter: string
  readonly label: string
  readonly color: ColorToken
  readonly dash: Dash
  /** Position of every bar on the common axis, ascending. */
  readonly x: readonly number[]
  /** Equity over its first value. */
  readonly growth: readonly number[]
  readonly drawdown: Float64Array
}

/** Growth and drawdown of all that have a curve; null when none has. */
export function compareFigure(compared: readonly Compared[], by: CompareBy): ChartSpec | null {
  const times = by === 'date' ? allTimes(compared) : []
  const position = new Map(times.map((time, i) => [time, i]))
  const curves = compared.flatMap((each, k) => {
    if (each.equity.length === 0) return []
    const x = each.time.map((time, bar) => (by === 'date' ? position.get(time)! : bar))
    return [curveOf(each, k, x)]
  })
  if (curves.length === 0) return null
  const grid = commonGrid(curves)
  const panes = [
    { key: 'growth', label: 'Equity, 1 at the start', format: 'ratio', height: 'h280' },
    { key: 'drawdown', label: 'Drawdown', format: 'percent', height: 'h120', max: 0 },
  ] as const
  const positive = curves.every(({ growth }) => Math.min(...growth) > 0)
  return {
    x:
      by === 'date'
        ? dateAxis(grid, times, compared)
        : { kind: 'number', label: 'Bars since the start', values: grid },
    panes: panes.map((pane) => ({
      ...pane,
      scale: pane.key === 'growth' && positive ? ('log' as const) : ('linear' as const),
      series: curves.map((curve) => lineOf(curve, pane.key, grid)),
    })),
  }
}

/** Validation Sharpe ratio over the episodes; null when none was validated. */
export function learningFigure(compared: readonly Compared[]): ChartSpec | null {
  if (compared.every(({ learning }) => learning.length === 0)) return null
  return {
    x: { kind: 'number', label: 'Episode', values: [] },
    panes: [
      {
        key: 'learning',
        label: 'Validation Sharpe',
        format: 'ratio',
        height: 'h150',
        levels: [{ y: 0, label: '', color: 'line-strong' }],
        series: compared.map(({ title, learning }, k) => ({
          kind: 'line',
          key: `learning-${LETTERS[k]}`,
          label: `${LETTERS[k]} ${title}`,
          ...LOOKS[k],
          end: LETTERS[k],
          x: learning.map(({ number }) => number),
          y: learning.map(({ sharpe_ratio: sharpe }) => sharpe),
        })),
      },
    ],
  }
}

/** How the letter's line looks, for the list of what is compared. */
export function lookOf(k: number) {
  return LOOKS[k]
}

function allTimes(compared: readonly Compared[]): number[] {
  return [...new Set(compared.flatMap(({ time }) => time))].sort((a, b) => a - b)
}

function curveOf({ title, equity }: Compared, k: number, x: readonly number[]): Curve {
  return {
    letter: LETTERS[k],
    label: `${LETTERS[k]} ${title}`,
    ...LOOKS[k],
    x,
    growth: equity.map((value) => value / equity[0]),
    drawdown: drawdownSeries(Float64Array.from(equity)),
  }
}

/** Positions at which every curve is drawn: of each stretch the lowest and highest bar of each curve. */
function commonGrid(curves: readonly Curve[]): number[] {
  const most = Math.floor(MOST_POINTS / curves.length)
  const kept = curves.flatMap(({ x, growth }) =>
    sampledLine({ from: 0, to: x.length - 1 }, (bar) => growth[bar], most).x.map((bar) => x[bar])
  )
  return [...new Set(kept)].sort((a, b) => a - b)
}

function lineOf(curve: Curve, pane: 'growth' | 'drawdown', grid: readonly number[]): LineSeries {
  const barAt = new Map(curve.x.map((x, bar) => [x, bar]))
  const own = grid.filter((x) => barAt.has(x))
  const values = pane === 'growth' ? curve.growth : curve.drawdown
  return {
    kind: 'line',
    key: `${pane}-${curve.letter}`,
    label: curve.label,
    color: curve.color,
    dash: curve.dash,
    end: curve.letter,
    x: own,
    y: own.map((x) => rounded(values[barAt.get(x)!], 5)),
  }
}

function dateAxis(
  grid: readonly number[],
  times: readonly number[],
  compared: readonly Compared[]
) {
  return {
    kind: 'bars' as const,
    label: 'Bar',
    interval: compared.find(({ dataset }) => dataset !== null)?.dataset?.interval ?? '1d',
    values: grid,
    times: grid.map((position) => times[position]),
    extent: [grid[0], grid[grid.length - 1]] as const,
    barsPerPoint: 1,
  }
}

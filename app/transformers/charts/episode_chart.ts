import type { Series } from '#core/market/series'
import type { EpisodeOperation } from '#services/pages/episode_detail'
import { operationLink, operationRows } from '#services/pages/episode_selection'
import type { ChartSeries, ChartSpec, MarkSeries, Pane } from '#transformers/charts/chart_spec'
import { decisionWords, operationText, type DecidedBars } from '#transformers/charts/episode_words'
import {
  barsPerPoint,
  sampledCandles,
  sampledLine,
  type BarWindow,
} from '#transformers/charts/sampling'

export interface EpisodeCurves extends DecidedBars {
  readonly symbol: string
  readonly currency: string | null
  /** The run's bars: the prices the account traded at. */
  readonly series: Series
  readonly initialEquity: number
  /** Buy and hold's equity at startBar and after each step; null when it is not known. */
  readonly hold: Float64Array | null
}

/** Values by absolute bar number, NaN outside the episode. */
function byBar(
  curves: EpisodeCurves,
  first: number,
  value: (step: EpisodeCurves['steps'][number]) => number
): (bar: number) => number {
  return (bar) => {
    if (bar === curves.startBar) return first
    const step = curves.steps[bar - curves.startBar - 1]
    return step ? value(step) : Number.NaN
  }
}

/** Equity over its highest value so far, minus 1. */
function drawdownOf(equityAt: (bar: number) => number, { from, to }: BarWindow): Float64Array {
  const out = new Float64Array(to - from + 1)
  let peak = 0
  for (let bar = from; bar <= to; bar++) {
    peak = Math.max(peak, equityAt(bar))
    out[bar - from] = equityAt(bar) / peak - 1
  }
  return out
}

const MARKS = [
  { key: 'buy', label: 'Buy', shape: 'up', color: 'long' },
  { key: 'sell', label: 'Sell', shape: 'down', color: 'short' },
  { key: 'stop', label: 'Stop-loss', shape: 'cross', color: 'loss' },
  { key: 'profit', label: 'Take-profit', shape: 'diamond', color: 'gain' },
] as const

function markOf(operation: EpisodeOperation): (typeof MARKS)[number]['key'] {
  if (operation.reason === 'take_profit') return 'profit'
  if (operation.reason === 'stop_loss' || operation.reason === 'trailing_stop') return 'stop'
  return operation.operation_type
}

function markSeries(curves: EpisodeCurves, { from, to }: BarWindow): MarkSeries[] {
  const shown = operationRows(curves.operations).filter(({ bar }) => bar >= from && bar <= to)
  return MARKS.map((mark) => {
    const own = shown.filter((operation) => markOf(operation) === mark.key)
    return {
      kind: 'marks',
      ...mark,
      x: own.map(({ bar }) => bar),
      y: own.map(({ price }) => price),
      texts: own.map((operation) => operationText(operation, curves)),
      links: own.map((operation) => operationLink(operation.number, operation)),
    }
  })
}

function coarseTimes(whole: BarWindow, { time }: Series) {
  const stride = Math.max(1, Math.floor((whole.to - whole.from) / 400))
  const values: number[] = []
  for (let bar = whole.from; bar <= whole.to; bar += stride) values.push(bar)
  return { values, times: values.map((bar) => time[bar]!) }
}

function pricePane(curves: EpisodeCurves, window: BarWindow): Pane {
  const candles = sampledCandles(window, curves.series)
  return {
    key: 'price',
    label: 'Price',
    format: 'price',
    height: 'h280',
    series: [
      ...markSeries(curves, window),
      {
        kind: 'candles',
        key: 'bars',
        label: curves.symbol,
        color: 'c6',
        x: candles.x,
        open: candles.open,
        high: candles.high,
        low: candles.low,
        close: candles.close,
      },
      decisionWords(curves, window),
    ],
  }
}

function positionPane(curves: EpisodeCurves, window: BarWindow): Pane {
  const weights = sampledLine(
    window,
    byBar(curves, 0, (step) => step.weight)
  )
  const largest = Math.max(1, ...weights.y.map((weight) => Math.abs(weight ?? 0)))
  return {
    key: 'position',
    label: 'Position, share of equity: above the line long, below it short',
    format: 'percent',
    height: 'h30',
    bare: true,
    min: -largest,
    max: largest,
    series: [
      { kind: 'bars', key: 'position', label: 'Position', color: 'long', bySign: true, ...weights },
    ],
  }
}

function lines(
  window: BarWindow,
  agent: (bar: number) => number,
  hold: ((bar: number) => number) | null,
  words: { readonly key: string; readonly agent: string; readonly filled: boolean }
): ChartSeries[] {
  const own: ChartSeries = {
    kind: 'line',
    key: words.key,
    label: words.agent,
    color: 'c1',
    filled: words.filled,
    ...sampledLine(window, agent),
  }
  if (!hold) return [own]
  return [
    own,
    {
      kind: 'line',
      key: `${words.key}-hold`,
      label: 'Buy and hold',
      color: 'bench',
      dash: 'dashed',
      ...sampledLine(window, hold),
    },
  ]
}

/** Price with operations, position, equity, drawdown and the overview, over the window's bars. */
export function episodeChart(curves: EpisodeCurves, window: BarWindow): ChartSpec {
  const whole = { from: curves.startBar, to: curves.startBar + curves.steps.length }
  const equityAt = byBar(curves, curves.initialEquity, (step) => step.portfolio_value)
  const { hold, startBar } = curves
  const holdAt = hold ? (bar: number) => hold[bar - startBar] ?? Number.NaN : null
  const drawdowns = drawdownOf(equityAt, whole)
  const holdDrawdowns = holdAt && drawdownOf(holdAt, whole)
  const axis = sampledCandles(window, curves.series)
  const equityWords = { key: 'equity', agent: 'Equity', filled: false }
  const drawdownWords = { key: 'drawdown', agent: 'Drawdown', filled: true }
  return {
    x: {
      kind: 'bars',
      label: 'Bar',
      interval: curves.interval,
      values: axis.x,
      times: axis.time,
      extent: [whole.from, whole.to],
      barsPerPoint: barsPerPoint(window),
      whole: coarseTimes(whole, curves.series),
    },
    side: 'right',
    currency: curves.currency,
    panes: [
      pricePane(curves, window),
      positionPane(curves, window),
      {
        key: 'equity',
        label: 'Equity',
        format: 'money',
        height: 'h120',
        series: lines(window, equityAt, holdAt, equityWords),
      },
      {
        key: 'drawdown',
        label: 'Drawdown',
        format: 'percent',
        height: 'h120',
        max: 0,
        series: lines(
          window,
          (bar) => drawdowns[bar - startBar]!,
          holdDrawdowns && ((bar) => holdDrawdowns[bar - startBar]!),
          drawdownWords
        ),
      },
      {
        key: 'overview',
        label: 'Whole episode: drag the window',
        format: 'money',
        height: 'h64',
        bare: true,
        overview: true,
        series: lines(whole, equityAt, holdAt, { ...equityWords, key: 'overview' }),
      },
    ],
  }
}

import { LevelsPlayable } from '#core/evaluation/benchmarks/levels_playable'
import { sharpeRatio } from '#core/evaluation/metrics/curve_metrics'
import type { FullPlay, Playable } from '#core/evaluation/playable'
import {
  evaluationSettings,
  type EvaluationSettings,
} from '#core/evaluation/tear_sheet/evaluation_settings'
import { makeTearSheet } from '#core/evaluation/tear_sheet/make_tear_sheet'
import type { FoldSheet, TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import { medianOfSorted } from '#core/evaluation/verdicts/robustness_verdicts'
import type { Series } from '#core/market/series'
import { BARE_LEDGER } from '#core/portfolio/bare_ledger'
import { streamOf } from '#core/random/streams'

const DAY_MS = 86_400_000
const PERIODS_A_YEAR = 252
const RULES = {
  ...BARE_LEDGER,
  initialCash: 100_000,
  commissionRate: 0.0001,
  slippageBps: 2,
  stopLoss: 0.04,
}

export interface SheetShape {
  readonly bars?: number
  readonly seeds?: number
  readonly looks?: number
  readonly folds?: number
  readonly notes?: readonly string[]
  /** `flat`: an agent that never trades. */
  readonly policy?: 'momentum' | 'flat'
  readonly settings?: Partial<EvaluationSettings>
  readonly runIds?: readonly number[]
}

/** Weekday bars from 2022-02-14 on of a walk with a drift that turns now and then. */
export function walkOf(bars: number): Series {
  const random = streamOf(11, 'benchmark')
  const column = () => new Float64Array(bars)
  const [time, open, high, low, close] = [column(), column(), column(), column(), column()]
  let price = 100
  for (let t = 0; t < bars; t++) {
    time[t] = Date.UTC(2022, 1, 14) + (Math.floor(t / 5) * 7 + (t % 5)) * DAY_MS
    open[t] = price * Math.exp(0.003 * random.normal())
    price *= Math.exp(0.0006 + 0.002 * Math.sin(t / 60) + 0.01 * random.normal())
    close[t] = price
    high[t] = Math.max(open[t]!, price) * (1 + 0.004 * random.float())
    low[t] = Math.min(open[t]!, price) * (1 - 0.004 * random.float())
  }
  return { length: bars, time, open, high, low, close, volume: column().fill(1e6), adjClose: null }
}

/** Long while the close is over that of `back` bars before. */
function momentum(series: Series, back: number): Float64Array {
  return series.close.map((close, t) => (t >= back && close > series.close[t - back]! ? 1 : 0))
}

/** What an agent gives beside its play: how often it chose each action. */
function counted(playable: LevelsPlayable): Playable {
  return {
    rules: playable.rules,
    play(change) {
      const play = playable.play(change)
      const long = play.wanted.filter((level) => level === 1).length
      return { ...play, actionCounts: [play.wanted.length - long, long] }
    },
  }
}

function foldsOf(count: number, plays: readonly FullPlay[], shown: number, hold: FullPlay) {
  const bars = hold.equity.length
  return Array.from({ length: count }, (_, k): FoldSheet => {
    const [start, end] = [Math.floor((bars * k) / count), Math.floor((bars * (k + 1)) / count)]
    const sharpe = ({ equity }: FullPlay) =>
      sharpeRatio(equity.subarray(start, end), PERIODS_A_YEAR)
    const sharpes = plays.map(sharpe)
    const known = sharpes.filter((each) => each !== null).sort((a, b) => a - b)
    const wanted = plays[shown]!.wanted.subarray(start, end - 1)
    const long = wanted.reduce((sum, level) => sum + level, 0) / wanted.length
    return {
      start,
      from: hold.time[start]!,
      to: hold.time[end - 1]!,
      bars: end - start,
      runIds: plays.map((_play, seed) => 100 + k * plays.length + seed),
      sharpes,
      median: known.length === 0 ? null : medianOfSorted(known),
      hold: sharpe(hold),
      actionShares: [1 - long, long],
    }
  })
}

/** A tear sheet computed as any other, of momentum strategies in place of agents. */
export function tearSheet(shape: SheetShape = {}): TearSheet {
  const { bars = 985, seeds = 5, looks = 3, folds = 0, policy = 'momentum', notes = [] } = shape
  const series = walkOf(bars)
  const range = { first: 0, last: bars - 1 }
  const agents = Array.from({ length: seeds }, (_, k) => {
    const levels = policy === 'flat' ? new Float64Array(bars) : momentum(series, 5 + 4 * k)
    return {
      runId: shape.runIds?.[k] ?? k + 1,
      seed: k + 1,
      actionNames: ['flat', 'long'],
      playable: counted(new LevelsPlayable(levels, series, range, RULES, PERIODS_A_YEAR)),
    }
  })
  const settings = evaluationSettings({ randomDraws: 100, bootstrap: 1000, ...shape.settings })
  const evaluated = {
    agents,
    series,
    range,
    periodsPerYear: PERIODS_A_YEAR,
    trials: { count: 1214, sharpes: [0.2, 0.5, 0.9, 1.1, 0.7] },
    looks,
    notes,
    folds: (plays: readonly FullPlay[], shown: number, hold: FullPlay) =>
      foldsOf(folds, plays, shown, hold),
  }
  return makeTearSheet(evaluated, settings)
}

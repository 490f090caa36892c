import type { EvaluatedAgent } from '#core/evaluation/tear_sheet/make_tear_sheet'
import { makeTearSheet } from '#core/evaluation/tear_sheet/make_tear_sheet'
import {
  evaluationSettings,
  type EvaluationSettings,
} from '#core/evaluation/tear_sheet/evaluation_settings'
import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import { LevelsPlayable } from '#core/evaluation/benchmarks/levels_playable'
import type { Series } from '#core/market/series'
import { seriesOf } from '#core/market/series_of'
import { resolveParameters } from '#core/parameters/resolve'
import type { LedgerConfig } from '#core/portfolio/ledger_parameters'
import { sharpeRatio } from '#core/evaluation/metrics/curve_metrics'
import type { VerdictName } from '#core/evaluation/verdicts/verdict'
import type { RandomStream } from '#core/random/random_stream'

const DAY = 86_400_000
const PERIODS = 365
const BARS = 500
const VOLATILITY = 0.01
/** Probability that a random strategy changes its mind at a bar. */
const TURN = 0.1
const TRIED = 20

/** Daily bars whose log returns are independent normals around 0: nothing in them can be known. */
export function randomWalk(bars: number, volatility: number, random: RandomStream): Series {
  const open: number[] = []
  const close: number[] = []
  let log = 0
  for (let t = 0; t < bars; t++) {
    open.push(100 * Math.exp(log))
    log += volatility * random.normal()
    close.push(100 * Math.exp(log))
  }
  return seriesOf({
    time: open.map((_, t) => t * DAY),
    open,
    high: open.map((value, t) => Math.max(value, close[t])),
    low: open.map((value, t) => Math.min(value, close[t])),
    close,
    volume: open.map(() => 1000),
  })
}

/** Long or flat, changing with probability `turn` at each bar: float64 [bars]. */
export function randomLevels(bars: number, turn: number, random: RandomStream): Float64Array {
  let level = random.float() < 0.5 ? 0 : 1
  return Float64Array.from({ length: bars }, () => {
    if (random.float() < turn) level = 1 - level
    return level
  })
}

const RULES: LedgerConfig = resolveParameters(
  { 'environment.commissionRate': 0, 'environment.slippageBps': 0 },
  'default'
).environment

/** Only what the paired interval and the deflated Sharpe ratio need. */
const FEW: Partial<EvaluationSettings> = {
  benchmarks: ['buy_and_hold'],
  randomDraws: 0,
  costs: [],
  delay: 0,
  startShifts: 0,
  bootstrap: 500,
}

/** The tear sheet of target levels on all bars of a series but the first; `trials` were run on it. */
export function sheetOf(
  levels: Float64Array,
  series: Series,
  trials: { count: number; sharpes: readonly number[] },
  settings: Partial<EvaluationSettings> = {}
): TearSheet {
  const range = { first: 1, last: series.length - 1 }
  const playable = new LevelsPlayable(levels, series, range, RULES, PERIODS)
  const agent: EvaluatedAgent = { runId: 1, seed: 1, actionNames: ['flat', 'long'], playable }
  return makeTearSheet(
    {
      agents: [agent],
      series,
      range,
      periodsPerYear: PERIODS,
      trials,
      looks: 0,
      notes: [],
      folds: () => [],
    },
    evaluationSettings({ ...FEW, ...settings })
  )
}

/** What a verdict says of a sheet. */
export function stateOf({ verdicts }: TearSheet, name: VerdictName) {
  return verdicts.find((verdict) => verdict.name === name)?.state
}

/** Share of random strategies, each on a walk of its own, that are said to beat buy and hold. */
export function claimedShare(datasets: number, random: RandomStream): number {
  let claims = 0
  for (let k = 0; k < datasets; k++) {
    const series = randomWalk(BARS, VOLATILITY, random)
    const levels = randomLevels(BARS, TURN, random)
    const sheet = sheetOf(levels, series, { count: 1, sharpes: [] })
    if (stateOf(sheet, 'beats_buy_and_hold') === 'pass') claims++
  }
  return claims / datasets
}

/**
 * Shares of the best of 20 random strategies, each twenty on a walk of their own, that pass the deflated
 * Sharpe ratio, and that would pass the undeflated one.
 */
export function passedShares(
  datasets: number,
  random: RandomStream
): { deflated: number; undeflated: number } {
  let [deflated, undeflated] = [0, 0]
  for (let k = 0; k < datasets; k++) {
    const series = randomWalk(BARS, VOLATILITY, random)
    const range = { first: 1, last: BARS - 1 }
    const tried = Array.from({ length: TRIED }, () => {
      const levels = randomLevels(BARS, TURN, random)
      const { equity } = new LevelsPlayable(levels, series, range, RULES, PERIODS).play()
      return { levels, sharpe: sharpeRatio(equity, PERIODS) ?? 0 }
    })
    const sharpes = tried.map(({ sharpe }) => sharpe)
    const [best] = tried.sort((a, b) => b.sharpe - a.sharpe)
    const sheet = sheetOf(best.levels, series, { count: TRIED, sharpes }, { bootstrap: 100 })
    if (stateOf(sheet, 'deflated_sharpe') === 'pass') deflated++
    if ((sheet.inference.probabilistic ?? 0) >= 0.95) undeflated++
  }
  return { deflated: deflated / datasets, undeflated: undeflated / datasets }
}

import type { EvaluatedAgent } from '../../../app/core/evaluation/tear_sheet/make_tear_sheet.ts'
import { makeTearSheet } from '../../../app/core/evaluation/tear_sheet/make_tear_sheet.ts'
import {
  evaluationSettings,
  type EvaluationSettings,
} from '../../../app/core/evaluation/tear_sheet/evaluation_settings.ts'
import type { TearSheet } from '../../../app/core/evaluation/tear_sheet/tear_sheet.ts'
import { LevelsPlayable } from '../../../app/core/evaluation/benchmarks/levels_playable.ts'
import type { Series } from '../../../app/core/market/series.ts'
import { seriesOf } from '../../../app/core/market/series_of.ts'
import { resolveParameters } from '../../../app/core/parameters/resolve.ts'
import type { LedgerConfig } from '../../../app/core/portfolio/ledger_parameters.ts'
import type { RandomStream } from '../../../app/core/random/random_stream.ts'

const DAY = 86_400_000
export const PERIODS = 365

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

export const RULES: LedgerConfig = resolveParameters(
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

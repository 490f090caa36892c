import type { Series } from '../../market/series.ts'
import type { RandomStream } from '../../random/random_stream.ts'
import { streamOf } from '../../random/streams.ts'
import type { Benchmark } from '../benchmarks/benchmark.ts'
import { LevelsPlayable } from '../benchmarks/levels_playable.ts'
import { STRATEGIES } from '../benchmarks/strategies.ts'
import { metricValues } from '../metrics/metric_list.ts'
import { simpleReturns } from '../metrics/moments.ts'
import { monthlyReturns, yearlyReturns } from '../metrics/period_returns.ts'
import { rollingMetrics } from '../metrics/rolling.ts'
import type { FullPlay, Playable } from '../playable.ts'
import type { BarRange } from '../splits.ts'
import { bootstrapIntervals, type BootstrapIntervals } from '../statistics/bootstrap_intervals.ts'
import { stressSheet } from '../stress/stress_sheet.ts'
import { drawdownTable } from './drawdown_table.ts'
import { equityBand } from './equity_band.ts'
import type { EvaluationSettings } from './evaluation_settings.ts'
import { randomTurnover } from './random_draws.ts'
import { medianSeed, spreadOf } from './seeds.ts'
import { verdictsOf } from './sheet_verdicts.ts'
import type {
  AgentSheet,
  BenchmarkSheet,
  FoldSheet,
  PlayedSheet,
  RollingSheet,
  TearSheet,
} from './tear_sheet.ts'
import { tradeAnalysis } from './trade_analysis.ts'
import { sharpeInference, type Trials } from './trials.ts'

/** One seed of what is evaluated. */
export interface EvaluatedAgent {
  readonly runId: number
  readonly seed: number
  readonly actionNames: readonly string[]
  readonly playable: Playable
}

export interface Evaluated {
  /** At least one. */
  readonly agents: readonly EvaluatedAgent[]
  /** Bars as the agents see them. */
  readonly series: Series
  /** First decision bar to last bar. */
  readonly range: BarRange
  readonly periodsPerYear: number
  readonly trials: Trials
  /** Looks at the sealed test range with this one; 0: not the test range. */
  readonly looks: number
  readonly notes: readonly string[]
  /** Walk-forward: what each fold was, given the play that is shown. */
  readonly folds: (
    plays: readonly FullPlay[],
    shown: number,
    hold: FullPlay
  ) => readonly FoldSheet[]
}

/** Everything an evaluation says; a pure function of its input and the settings' seed. */
export function makeTearSheet(evaluated: Evaluated, settings: EvaluationSettings): TearSheet {
  const { agents, series, range, periodsPerYear } = evaluated
  const plays = agents.map(({ playable }) => playable.play())
  const shown = medianSeed(plays.map(({ curve }) => curve.sharpe))
  const play = plays[shown]
  const { rules } = agents[shown].playable
  const rivals = benchmarksOf(settings).map((rival) => ({
    ...rival,
    playable: new LevelsPlayable(rival.levels(series), series, range, rules, periodsPerYear),
  }))
  const rivalPlays = rivals.map(({ playable }) => playable.play())
  const hold = rivalPlays[0]
  const random = streamOf(settings.seed, 'bootstrap')
  const intervals = intervalsOf(play, rivalPlays, settings, periodsPerYear, random)
  const agentSheets = agents.map((agent, k) => agentSheet(agent, plays[k]))
  const sheet = {
    version: 1 as const,
    settings,
    periodsPerYear,
    time: Array.from(play.time),
    agents: agentSheets,
    shown,
    spread: spreadOf(agentSheets.map(({ metrics }) => metrics)),
    benchmarks: rivals.map((rival, k) =>
      benchmarkSheet(rival, rivalPlays[k], play, intervals?.differences[k] ?? null)
    ),
    randomTurnover: randomSheet(evaluated, play, rules, settings),
    intervals:
      intervals === null
        ? null
        : {
            blockLength: intervals.blockLength,
            resamples: intervals.resamples,
            sharpe: play.curve.sharpe === null ? null : intervals.sharpe,
            cagr: intervals.cagr,
            maxDrawdown: intervals.maxDrawdown,
          },
    band:
      intervals === null
        ? null
        : equityBand(simpleReturns(play.equity), play.equity[0], intervals.blockLength, random),
    inference: sharpeInference(play.curve, evaluated.trials, periodsPerYear),
    rolling: rollingSheet(play, settings.rollingWindow, periodsPerYear),
    drawdowns: drawdownTable(play.equity, hold.equity),
    trades: tradeAnalysis(play.trades),
    stress: stressSheet(
      {
        agents: agents.map(({ playable }) => playable),
        shown,
        play,
        hold: rivals[0].playable,
        periodsPerYear,
      },
      settings
    ),
    folds: evaluated.folds(plays, shown, hold),
    notes: evaluated.notes,
  }
  return { ...sheet, verdicts: verdictsOf(sheet, evaluated.looks) }
}

interface Rival {
  readonly name: string
  readonly title: string
  readonly parameters: Readonly<Record<string, number>>
  readonly levels: Benchmark
}

/** In their order; buy and hold is always the first. */
function benchmarksOf({ benchmarks, smaFast, smaSlow }: EvaluationSettings): Rival[] {
  const values = { fast: smaFast, slow: smaSlow }
  return STRATEGIES.filter(({ name }) => benchmarks.includes(name)).map((strategy) => {
    const names = strategy.parameters.map(({ path }) => path as keyof typeof values)
    const parameters = Object.fromEntries(names.map((name) => [name, values[name]]))
    const numbers = Object.values(parameters).join('/')
    return {
      name: strategy.name,
      title: numbers === '' ? strategy.title : `${strategy.title} ${numbers}`,
      parameters,
      levels: strategy.make(parameters),
    }
  })
}

function playedSheet(play: FullPlay): PlayedSheet {
  const { equity, time } = play
  return {
    metrics: metricValues(play),
    equity: Array.from(equity),
    monthly: monthlyReturns(equity, time),
    yearly: yearlyReturns(equity, time),
  }
}

function agentSheet({ runId, seed, actionNames }: EvaluatedAgent, play: FullPlay): AgentSheet {
  return { ...playedSheet(play), runId, seed, actionNames, actionCounts: play.actionCounts }
}

function benchmarkSheet(
  { name, title, parameters }: Rival,
  play: FullPlay,
  shown: FullPlay,
  difference: BootstrapIntervals['differences'][number] | null
): BenchmarkSheet {
  const sharpeDifference = subtracted(shown.curve.sharpe, play.curve.sharpe)
  const logReturnDifference = subtracted(logGrowth(shown), logGrowth(play))
  return {
    ...playedSheet(play),
    name,
    title,
    parameters,
    sharpeDifference,
    sharpeInterval: sharpeDifference === null ? null : (difference?.sharpe ?? null),
    logReturnDifference,
    logReturnInterval: logReturnDifference === null ? null : (difference?.logReturn ?? null),
  }
}

function subtracted(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b
}

/** Annualised log return; null where CAGR is, or for a total loss. */
function logGrowth({ curve }: FullPlay): number | null {
  return curve.cagr === null || curve.cagr <= -1 ? null : Math.log1p(curve.cagr)
}

function intervalsOf(
  play: FullPlay,
  rivals: readonly FullPlay[],
  { bootstrap, blockLength }: EvaluationSettings,
  periodsPerYear: number,
  random: RandomStream
): BootstrapIntervals | null {
  if (play.equity.length < 3) return null
  return bootstrapIntervals(
    simpleReturns(play.equity),
    rivals.map(({ equity }) => simpleReturns(equity)),
    { resamples: bootstrap, level: 0.95, blockLength, periodsPerYear, random }
  )
}

function randomSheet(
  { series, range, periodsPerYear }: Evaluated,
  play: FullPlay,
  rules: Playable['rules'],
  { randomDraws, seed }: EvaluationSettings
) {
  if (randomDraws === 0) return null
  const random = streamOf(seed, 'benchmark')
  const plays = { series, range, rules, periodsPerYear }
  return randomTurnover(play.wanted, play.curve.sharpe, randomDraws, plays, random)
}

function rollingSheet(
  { equity }: FullPlay,
  window: number,
  periodsPerYear: number
): RollingSheet | null {
  if (equity.length <= window) return null
  const { sharpe, volatility } = rollingMetrics(equity, window, periodsPerYear)
  return { window, sharpe: known(sharpe), volatility: known(volatility) }
}

function known(values: Float64Array): (number | null)[] {
  return Array.from(values, (value) => (Number.isNaN(value) ? null : value))
}

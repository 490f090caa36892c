import type { MetricName, MetricValues } from '../metrics/metric_list.ts'
import type { PeriodReturn } from '../metrics/period_returns.ts'
import type { Interval } from '../statistics/stationary_bootstrap.ts'
import type { Verdict } from '../verdicts/verdict.ts'
import type { EvaluationSettings } from './evaluation_settings.ts'

/*
 * All that an evaluation found, as plain data: it is stored as JSON and drawn without computing anything
 * anew. Undefined values are null, never NaN. Every figure is after costs. Curves have one value a bar
 * of `time`.
 */
export interface TearSheet {
  readonly version: 1
  readonly settings: EvaluationSettings
  readonly periodsPerYear: number
  /** UTC epoch ms of each bar, from the first decision to the last bar. */
  readonly time: readonly number[]
  /** One a seed, in the order of the seeds. */
  readonly agents: readonly AgentSheet[]
  /** Index into `agents`: the seed with the median Sharpe ratio (of an even number the lower middle one). It is what is drawn and judged. */
  readonly shown: number
  /** Of each metric over the seeds for which it is defined. */
  readonly spread: Readonly<Record<MetricName, SeedSpread>>
  readonly benchmarks: readonly BenchmarkSheet[]
  readonly randomTurnover: RandomTurnover | null
  readonly intervals: SheetIntervals | null
  /** Equity of resampled paths of the shown seed, at some of the bars. */
  readonly band: EquityBand | null
  readonly inference: SharpeInference
  readonly rolling: RollingSheet | null
  /** The ten deepest of the shown seed. */
  readonly drawdowns: readonly DrawdownRow[]
  readonly trades: TradeAnalysis
  readonly stress: StressSheet
  /** Walk-forward only; else empty. */
  readonly folds: readonly FoldSheet[]
  readonly verdicts: readonly Verdict[]
  /** What a reader must know beside it, such as seeds that ended early; one sentence each. */
  readonly notes: readonly string[]
}

export interface PlayedSheet {
  readonly metrics: MetricValues
  /** Quote currency. */
  readonly equity: readonly number[]
  readonly monthly: readonly PeriodReturn[]
  readonly yearly: readonly PeriodReturn[]
}

export interface AgentSheet extends PlayedSheet {
  readonly runId: number
  readonly seed: number
  readonly actionNames: readonly string[]
  /** Decisions by action. */
  readonly actionCounts: readonly number[]
}

export interface BenchmarkSheet extends PlayedSheet {
  readonly name: string
  readonly title: string
  readonly parameters: Readonly<Record<string, number>>
  /** The shown seed minus this benchmark; null where a Sharpe ratio is undefined. */
  readonly sharpeDifference: number | null
  readonly sharpeInterval: Interval | null
  /** Of annualised log returns. */
  readonly logReturnDifference: number | null
  readonly logReturnInterval: Interval | null
}

export interface SeedSpread {
  readonly median: number | null
  /** Mean of the middle half (Agarwal et al. 2021). */
  readonly interquartileMean: number | null
  readonly lowest: number | null
  readonly highest: number | null
}

/** Random strategies with the shown seed's turnover and exposure. */
export interface RandomTurnover {
  readonly draws: number
  /** 5 %, 50 % and 95 % quantile; null: undefined in every draw. */
  readonly sharpe: readonly [number, number, number] | null
  readonly totalReturn: readonly [number, number, number] | null
  /** Share of the draws whose Sharpe ratio is at or over the shown seed's. */
  readonly atLeastAsGood: number | null
}

/** 95 % intervals of the shown seed. */
export interface SheetIntervals {
  readonly blockLength: number
  readonly resamples: number
  readonly sharpe: Interval | null
  readonly cagr: Interval | null
  readonly maxDrawdown: Interval | null
}

export interface EquityBand {
  /** Indices into `time`. */
  readonly bars: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
}

export interface SharpeInference {
  /** Probability that the true Sharpe ratio is over 0. */
  readonly probabilistic: number | null
  readonly deflated: number | null
  /** Trials ever run on these bars. */
  readonly trials: number
  /** Annualised, expected of so many trials without skill. */
  readonly expectedMaximum: number
  /** Shortest track record for 95 %, in bars; null when the Sharpe ratio is not over 0. */
  readonly minimumTrackRecord: number | null
  readonly returns: number
}

export interface RollingSheet {
  readonly window: number
  /** null before the window is full */
  readonly sharpe: readonly (number | null)[]
  readonly volatility: readonly (number | null)[]
}

/** Bars are indices into `time`. */
export interface DrawdownRow {
  readonly depth: number
  readonly start: number
  readonly trough: number
  readonly recovery: number | null
  readonly length: number
  /** Return of buy and hold from start to recovery or the last bar. */
  readonly holdMeanwhile: number | null
}

/** Trades of the shown seed. */
export interface TradeAnalysis {
  readonly rows: readonly TradeRow[]
  readonly byExit: readonly TradeGroup[]
  readonly byDirection: readonly TradeGroup[]
}

export interface TradeRow {
  readonly direction: 'long' | 'short'
  /** UTC epoch ms */
  readonly entryTime: number
  readonly exitTime: number | null
  readonly entryPrice: number
  readonly exitPrice: number
  readonly quantity: number
  readonly pnl: number
  /** pnl / (entry price · quantity) */
  readonly return: number
  /** Bars held. */
  readonly holding: number
  /** Maximum adverse and favourable excursion, shares of the entry price. */
  readonly adverse: number
  readonly favourable: number
  readonly exitReason: string
}

export interface TradeGroup {
  readonly name: string
  readonly trades: number
  readonly pnl: number
  readonly winRate: number
  readonly averageReturn: number
}

export interface StressSheet {
  readonly costs: readonly CostStress[]
  /** Multiple of the costs at which the shown seed's total return is 0; null: it loses without costs; Infinity is stored as `never`. */
  readonly breakEven: number | 'never' | null
  /** At which it equals buy and hold's; null: it earns less without costs. */
  readonly parity: number | 'never' | null
  readonly delay: StressedPlay | null
  /** The start moved by 1 .. n bars; empty: not run. */
  readonly starts: readonly StressedPlay[]
  readonly withoutWorst: ExtremeBars | null
  readonly withoutBest: ExtremeBars | null
}

/** What is left under a stress, of the shown seed and over the seeds. */
export interface StressedPlay {
  readonly sharpe: number | null
  readonly totalReturn: number | null
  readonly sharpeLow: number | null
  readonly sharpeHigh: number | null
}

export interface CostStress extends StressedPlay {
  readonly multiple: number
  readonly holdSharpe: number | null
}

export interface ExtremeBars {
  readonly removed: number
  readonly sharpe: number | null
  readonly totalReturn: number | null
}

export interface FoldSheet {
  /** Index into `time` of its first bar. */
  readonly start: number
  readonly from: number
  readonly to: number
  readonly bars: number
  readonly runIds: readonly number[]
  /** Sharpe of each seed, in order. */
  readonly sharpes: readonly (number | null)[]
  readonly median: number | null
  readonly hold: number | null
  /** Share of the shown seed's decisions by action; its stability is that of these shares over the folds. */
  readonly actionShares: readonly number[]
}

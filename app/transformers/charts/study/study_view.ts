/**
 * The charts of a study's page. A page makes the view by one call,
 *
 *     const charts = studyCharts(input)   // study_charts.ts
 *
 * and includes the partials of `partials/studies/charts/` (history, ladder, curves, parallel, importance,
 * correlation, slices, contour, timeline, front, winner_noise), each of which draws its part of `charts`,
 * or says why there is none. `charts.sampled` is a sentence to be put above them where trials are left out.
 */
import type { Correlation } from '#core/tuning/analysis/rank_correlation'
import type { WinnerNoise } from '#core/tuning/analysis/winner_noise'
import type { ParameterRange } from '#core/tuning/analysis/parameter_ranges'
import type { SearchSpace } from '#core/tuning/search_space'
import type { Objective } from '#core/tuning/study_plan'
import type { TrialRecord } from '#core/tuning/trial_record'
import type { ChartSpec } from '#transformers/charts/chart_spec'
import type { ParallelSpec } from '#transformers/charts/study/parallel_spec'
import type { PlotSpec } from '#transformers/charts/study/plot_spec'

/** Where a trial is. `paused`: it waits at a rung and may be promoted yet. */
export type TrialStatus = 'running' | 'paused' | 'completed' | 'failed'

/** What a worker did from one time to another. */
export interface WorkSegment {
  readonly worker: string
  readonly trial: number
  /** Rung towards which it trained. */
  readonly rung: number
  /** UTC epoch ms; `to` null: it still does. */
  readonly from: number
  readonly to: number | null
  /** How it ended. `lost`: the worker went away, and the trial was resumed elsewhere. */
  readonly status: 'running' | 'reported' | 'failed' | 'lost'
}

/** Values of the first objective as a trial learnt, in the objective's own unit. */
export interface TrialCurve {
  readonly trial: number
  /** Episodes, ascending. */
  readonly episodes: readonly number[]
  readonly values: readonly (number | null)[]
}

/** What the charts are made of. */
export interface StudyInput {
  readonly space: SearchSpace
  /** One or two. */
  readonly objectives: readonly Objective[]
  /** In order of number; their results are turned so that larger is better. */
  readonly trials: readonly TrialRecord[]
  /** Numbers of the trials that failed. */
  readonly failed: ReadonlySet<number>
  /** Episodes of all rungs, lowest first (`rungsOf` of the plan). */
  readonly rungs: readonly number[]
  /** Episodes of the rungs that one trial climbs, which under Hyperband are the last of `rungs`. */
  readonly rungsOfTrial: (trial: number) => readonly number[]
  readonly eta: number
  /** Whether trials are promoted by rank at a rung (ASHA, Hyperband); else there is no value to pass. */
  readonly promotes: boolean
  readonly segments: readonly WorkSegment[]
  /** Of any trials; those shown are the best and the defaults. */
  readonly curves: readonly TrialCurve[]
  /** Two paths whose interplay is shown; null: the two most important ones. */
  readonly pair: readonly [string, string] | null
  /** Ranges that the trials table is filtered by (`readParameterRanges` of the query). */
  readonly ranges: readonly ParameterRange[]
  /** Of the forest; the study's. */
  readonly seed: number
  /** Address of a trial without its number, as `/studies/18/trials/`; null: none. */
  readonly trialHref: string | null
  /** UTC epoch ms, to which running segments are drawn. */
  readonly now: number
  /** Verdict of `winnerNoise`; null: not judged. */
  readonly noise: WinnerNoise | null
}

/** A chart, or the reason why there is none. */
export type Drawn<T> =
  { readonly drawn: T; readonly reason: null } | { readonly drawn: null; readonly reason: string }

/** One rung as a line of a table. Values in the objective's own unit. */
export interface RungRow {
  readonly rung: number
  readonly episodes: number
  readonly reached: number
  /** Reports without a value. */
  readonly undefined: number
  readonly promoted: number | null
  readonly toPass: string
  readonly best: string
}

/** A parameter's weight as a line of a table. */
export interface ImportanceRow {
  readonly path: string
  readonly label: string
  /** Share of the sum of all, 0 to 1. */
  readonly share: number
  /** Rise of the forest's squared error when the parameter is shuffled, in variances of the objective. */
  readonly rise: number
  /** Rank correlation with the objective in its own unit; null for choices and under 4 trials. */
  readonly rho: Correlation | null
  /** For choices: share of the ranks' variance between them. */
  readonly etaSquared: number | null
  readonly trials: number
}

export interface ImportanceView {
  readonly rows: readonly ImportanceRow[]
  /** Share of the objective's variance that the forest predicts of trials it has not seen. */
  readonly explained: number
  readonly hint: string
  /** What to think of it where the forest explains little; null: nothing. */
  readonly warning: string | null
}

export interface CorrelationCell {
  readonly text: string
  /** Class of the shade: `gain-1` to `gain-6` over 0, `loss-1` to `loss-6` under. */
  readonly heat: string
  readonly title: string
}

export interface CorrelationView {
  readonly labels: readonly string[]
  readonly rows: readonly { readonly label: string; readonly cells: readonly CorrelationCell[] }[]
  readonly hint: string
}

export interface ContourView {
  readonly plot: PlotSpec
  readonly hint: string
  /** What may be chosen for both axes. */
  readonly options: readonly { readonly path: string; readonly label: string }[]
  readonly pair: readonly [string, string]
}

export interface StudyCharts {
  /** Words for the first objective, as `Validation Sharpe ratio`. */
  readonly objective: string
  /** Where the values come from that parameters are judged by, as "at rung 1, 150 episodes". */
  readonly compared: string
  /** "Charts show 2,000 of 10,000 trials: …"; null where all are shown. */
  readonly sampled: string | null
  readonly noise: WinnerNoise | null
  readonly history: Drawn<ChartSpec>
  readonly ladder: Drawn<PlotSpec>
  readonly rungs: readonly RungRow[]
  readonly curves: Drawn<ChartSpec>
  readonly parallel: Drawn<ParallelSpec>
  readonly importance: Drawn<ImportanceView>
  readonly correlation: Drawn<CorrelationView>
  readonly slices: Drawn<PlotSpec>
  readonly contour: Drawn<ContourView>
  readonly timeline: Drawn<PlotSpec>
  /** Null for a study of one objective. */
  readonly front: Drawn<PlotSpec> | null
}

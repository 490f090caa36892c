import { sharpeRatio } from '../evaluation/metrics/curve_metrics.ts'
import type { FullPlay } from '../evaluation/playable.ts'
import type { FoldSheet } from '../evaluation/tear_sheet/tear_sheet.ts'
import { medianOfSorted } from '../evaluation/verdicts/robustness_verdicts.ts'
import type { ModelPlayable } from './model_playable.ts'

/** One seed through all folds. */
export interface SeedFolds {
  readonly folds: readonly ModelPlayable[]
  readonly runs: readonly { readonly runId: number }[]
  /** The stitched play. */
  readonly play: FullPlay
}

/** Each fold: its bars in the stitched curve, the Sharpe ratio of every seed and of buy and hold, and what the shown seed chose. */
export function foldSheets(
  seeds: readonly SeedFolds[],
  shown: number,
  hold: FullPlay,
  periodsPerYear: number
): FoldSheet[] {
  let start = 0
  return seeds[shown].folds.map((playable, k) => {
    const { first, last } = playable.range
    const bars = last - first + 1
    const from = start
    start += bars
    const sharpeOf = ({ equity }: FullPlay) =>
      sharpeRatio(equity.subarray(from, from + bars), periodsPerYear)
    const sharpes = seeds.map(({ play }) => sharpeOf(play))
    const defined = sharpes.filter((sharpe) => sharpe !== null).sort((a, b) => a - b)
    const wanted = seeds[shown].play.wanted.subarray(from, from + bars - 1)
    const { levels } = playable.model.manifest.parameters.environment
    return {
      start: from,
      from: playable.featured.series.time[first],
      to: playable.featured.series.time[last],
      bars,
      runIds: seeds.map(({ runs }) => runs[k].runId),
      sharpes,
      median: defined.length === 0 ? null : medianOfSorted(defined),
      hold: sharpeOf(hold),
      actionShares: levels.map(
        (level) => wanted.filter((each) => each === level).length / wanted.length
      ),
    }
  })
}

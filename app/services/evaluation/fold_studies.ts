import type { SourcedSeries } from '#core/market/series'
import type { RunParameters } from '#core/parameters/catalogue'
import type { StudyBudget, StudyPlan } from '#core/tuning/study_plan'
import type { RetuneInput } from '#services/evaluation/evaluation_rows'
import { withPinnedRanges } from '#services/tuning/pinned_ranges'
import { budgetOf, planOf } from '#services/tuning/study_input'

/**
 * A study for each fold that is tuned again: ASHA and TPE over the fold's own training and validation
 * bars, trained with the first of the evaluation's seeds. None without `retune`.
 * @param folds as `foldPlans` gives them
 * @param dataset whose bars the folds lie on
 * @throws E_INVALID_PARAMETER, E_SEARCH_SPACE
 */
export function foldStudies(
  folds: readonly RunParameters[],
  retune: RetuneInput | undefined,
  seeds: readonly number[],
  dataset: SourcedSeries
): { plan: StudyPlan; budget: StudyBudget }[] {
  if (retune === undefined) return []
  const { space, trials } = retune
  const budget = budgetOf({ trials })
  return folds.map((fold) => {
    const base = { ...fold, training: { ...fold.training, recordEvery: 0 } }
    const input = {
      datasets: [],
      preset: 'default',
      set: {},
      space,
      seeds: seeds.slice(0, 1),
    } as const
    return { plan: withPinnedRanges(planOf(input, base), [dataset]), budget }
  })
}

import { InvalidParameter } from '#core/errors'
import type { SourcedSeries } from '#core/market/series'
import type { TrialValues } from '#core/tuning/search_space'
import type { StudyPlan } from '#core/tuning/study_plan'
import { movesFeatures, widestFeatures } from '#core/tuning/widest_features'
import { firstUsableAhead } from '#services/training/warm_up'

/**
 * A plan whose trials all have the same ranges on each dataset: where the space moves the window or the
 * warm-up of features, embargo and warm-up are those of the widest, and stand in the base. Values are
 * compared over the same days then, and no validation reaches into a test range.
 */
export function withPinnedRanges(plan: StudyPlan, datasets: readonly SourcedSeries[]): StudyPlan {
  const { base, space, enqueued } = plan
  if (!movesFeatures(space)) return plan
  // of the base, too: trial 0 is none of the space's points
  const features = widestFeatures(base.features, space, enqueued)
  const { embargo, warmUp } = base.data
  const widest = { ...base, features }
  const needed = Math.max(...datasets.map((dataset) => firstUsableAhead(dataset, widest)))
  const data = {
    ...base.data,
    embargo: embargo ?? features.window,
    warmUp: Math.max(warmUp ?? 0, needed),
  }
  const pinned = (['embargo', 'warmUp'] as const).filter((key) => data[key] !== base.data[key])
  return { ...plan, base: { ...base, data }, pinned }
}

/**
 * Points that a study is to try later must not need more bars than it was launched for.
 * @throws E_INVALID_PARAMETER
 */
export function refuseWider(
  points: readonly TrialValues[],
  { base, space, enqueued, pinned = [] }: StudyPlan
): void {
  if (pinned.length === 0) return
  const known = widestFeatures(base.features, space, enqueued)
  for (const [k, point] of points.entries()) {
    const wider = widestFeatures(known, space, [point])
    if (isSame(wider, known)) continue
    throw new InvalidParameter(
      'enqueue',
      `Point ${k + 1}, ${JSON.stringify(point)}, needs more bars than the ranges of the study leave: they were fixed at its launch for its widest window and longest periods.`,
      'Stay within the bounds of the space, or clone the study with wider ones.'
    )
  }
}

function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

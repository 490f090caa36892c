import { rungResources } from './rungs.ts'
import type { Scheduler } from './scheduler.ts'
import { Asha } from './schedulers/asha.ts'
import { FixedBudget } from './schedulers/fixed_budget.ts'
import { Hyperband } from './schedulers/hyperband.ts'
import { MedianStopping } from './schedulers/median_stopping.ts'
import type { StudyPlan } from './study_plan.ts'

/**
 * The rungs of a new study, in episodes: those of `rungResources` up to the largest resource; the one
 * rung of a fixed budget is the whole.
 * @throws E_INVALID_PARAMETER
 */
export function rungsFor(
  { scheduler, eta, minResource }: Pick<StudyPlan, 'scheduler' | 'eta' | 'minResource'>,
  maxResource: number
): readonly number[] {
  return scheduler === 'fixed' ? [maxResource] : rungResources(eta, minResource, maxResource)
}

/** A study's scheduler, before anything has happened. */
export function schedulerFor({
  scheduler,
  eta,
  rungs,
}: Pick<StudyPlan, 'scheduler' | 'eta' | 'rungs'>): Scheduler {
  switch (scheduler) {
    case 'asha':
      return new Asha(rungs, eta)
    case 'hyperband':
      return new Hyperband(rungs, eta)
    case 'median':
      return new MedianStopping(rungs)
    case 'fixed':
      return new FixedBudget(rungs[0])
  }
}

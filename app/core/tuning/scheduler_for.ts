import { rungResources } from './rungs.ts'
import type { Scheduler } from './scheduler.ts'
import { Asha } from './schedulers/asha.ts'
import { FixedBudget } from './schedulers/fixed_budget.ts'
import { Hyperband } from './schedulers/hyperband.ts'
import { MedianStopping } from './schedulers/median_stopping.ts'
import type { StudyPlan } from './study_plan.ts'

type Schedule = Pick<StudyPlan, 'scheduler' | 'eta' | 'minResource' | 'base'>

/**
 * The rungs of a study, in episodes: the grace period times powers of the reduction factor, up to
 * `training.episodes`; the one rung of a fixed budget is the whole.
 * @throws E_INVALID_PARAMETER
 */
export function rungsOf({ scheduler, eta, minResource, base }: Schedule): readonly number[] {
  const { episodes } = base.training
  return scheduler === 'fixed' ? [episodes] : rungResources(eta, minResource, episodes)
}

/** A study's scheduler, before anything has happened. */
export function schedulerFor(schedule: Schedule): Scheduler {
  const rungs = rungsOf(schedule)
  switch (schedule.scheduler) {
    case 'asha':
      return new Asha(rungs, schedule.eta)
    case 'hyperband':
      return new Hyperband(rungs, schedule.eta)
    case 'median':
      return new MedianStopping(rungs)
    case 'fixed':
      return new FixedBudget(rungs[0])
  }
}

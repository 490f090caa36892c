import { workLeft, type PacedPlan, type WorkLeft } from '#core/tuning/work_left'
import type { StudyWork } from '#services/pages/studies/study_work'
import { boundsOf, secondsOf, type StudyRow } from '#services/tuning/study_rows'

/** How far a study is within its bounds, and when it will have reached one. */
export interface StudyPace {
  /** Of its expected episodes, or of its time if that ends it sooner; null: it has no bound. */
  readonly share: number | null
  /** At the pace so far; null: not running, or nothing has been trained yet. */
  readonly secondsLeft: number | null
  /** UTC epoch ms. */
  readonly endsAt: number | null
  readonly trialsPerMinute: number | null
  /** Of the runs that train now together; null: none does, or none has said yet. */
  readonly stepsPerSecond: number | null
}

/** What the pace is of. */
export type PacedRow = Pick<
  StudyRow,
  | 'status'
  | 'trial_count'
  | 'trials_running'
  | 'episodes_used'
  | 'trials_bound'
  | 'episodes_bound'
  | 'seconds_bound'
  | 'seconds'
  | 'running_since'
>

/**
 * The pace of all running so far, held against the episodes that are still to be expected: promotions
 * cost more than starts, and most of them come late.
 */
export function studyPace(row: PacedRow, plan: PacedPlan, work: StudyWork, now: number): StudyPace {
  const seconds = secondsOf(row)
  const inHand = work.standing.reduce((sum, { rest }) => sum + rest, 0) * plan.seeds.length
  const trained = row.episodes_used - inHand
  const left = workLeft(plan, work.standing, boundsOf(row), row.episodes_used)
  const shares = [
    ...(left === null || left.episodes + trained === 0
      ? []
      : [trained / (trained + left.episodes)]),
    ...(row.seconds_bound === null ? [] : [Math.min(1, seconds / row.seconds_bound)]),
    // what is left of a bound on episodes may be too little for any trial
    ...(row.status === 'completed' ? [1] : []),
  ]
  const secondsLeft = row.status === 'running' ? timeLeft(row, plan, work, left, trained) : null
  const trials = row.trial_count - row.trials_running
  return {
    share: shares.length === 0 ? null : Math.max(...shares),
    secondsLeft,
    endsAt: secondsLeft === null ? null : now + 1000 * secondsLeft,
    trialsPerMinute: seconds > 0 && trials > 0 ? (60 * trials) / seconds : null,
    stepsPerSecond: work.stepsPerSecond,
  }
}

/** Seconds of the work that is left, or up to the bound on time where that comes first. */
function timeLeft(
  row: PacedRow,
  plan: PacedPlan,
  work: StudyWork,
  left: WorkLeft | null,
  trained: number
): number | null {
  const seconds = secondsOf(row)
  const untilBound =
    row.seconds_bound === null ? Infinity : Math.max(0, row.seconds_bound - seconds)
  if (left === null || seconds === 0 || trained <= 0) {
    return left === null && Number.isFinite(untilBound) ? untilBound : null
  }
  const seeds = plan.seeds.length
  const secondsAnEpisode = seconds / trained
  // a climb is as slow as one run, however many train beside it
  const ofOneRun =
    work.trained > 0
      ? work.seconds / work.trained
      : secondsAnEpisode * Math.max(1, row.trials_running) * seeds
  const climb = left.inTurn * Math.max(ofOneRun, secondsAnEpisode * seeds)
  const beside = Math.max(0, left.episodes - left.inTurn * seeds) * secondsAnEpisode
  return Math.min(climb + beside, untilBound)
}

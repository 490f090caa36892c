import { secondsOf, type StudyRow } from '#services/tuning/study_rows'

/** How far a study is within its bounds, and when it will have reached one. */
export interface StudyPace {
  /** The largest used share of a bound; null: it has none. */
  readonly share: number | null
  /** At the pace so far; null: not running, or nothing has ended yet. */
  readonly secondsLeft: number | null
  /** UTC epoch ms. */
  readonly endsAt: number | null
  readonly trialsPerMinute: number | null
}

/**
 * The pace of all running so far. A trial that still trains counts as not done, so that a study ends rather
 * sooner than said.
 */
export function studyPace(row: StudyRow, now: number): StudyPace {
  const seconds = secondsOf(row)
  const trials = row.trial_count - row.trials_running
  const shares = [
    [trials, row.trials_bound],
    [row.episodes_used, row.episodes_bound],
    [seconds, row.seconds_bound],
  ].flatMap(([used, bound]) => (bound === null || bound === 0 ? [] : [used! / bound!]))
  const share = shares.length === 0 ? null : Math.min(1, Math.max(...shares))
  const goesOn = row.status === 'running' && share !== null && share > 0
  const secondsLeft = goesOn ? (seconds * (1 - share)) / share : null
  return {
    share,
    secondsLeft,
    endsAt: secondsLeft === null ? null : now + 1000 * secondsLeft,
    trialsPerMinute: seconds > 0 && trials > 0 ? (60 * trials) / seconds : null,
  }
}

import type { FoldProgress } from '#services/pages/evaluations/fold_progress'

/** How fast the folds of a walk-forward evaluation are tuned or trained, and how long that still takes. */
export interface FoldPace {
  /** What it is of: while a study tunes a fold, nobody knows yet what is trained after it. */
  readonly of: 'tuning' | 'training'
  /** Of the tuning of all folds, or of all episodes. */
  readonly share: number
  /** Null while nothing has been done or nobody works. */
  readonly secondsLeft: number | null
  /** UTC epoch ms. */
  readonly endsAt: number | null
  /** Of all that train now. */
  readonly stepsRate: number
  readonly updatesRate: number
  readonly trialsPerMinute: number | null
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/**
 * The pace so far. Tuning: studies of all folds run side by side, so that the slowest ends it.
 * Training: what an episode has taken, for the episodes that are left, shared among as many runs as train
 * now, and at least for the run that has the most before it.
 */
export function foldPace(folds: readonly FoldProgress[], now: number): FoldPace {
  const rates = {
    stepsRate: sum(folds.map((fold) => fold.env_steps_per_second)),
    updatesRate: sum(folds.map((fold) => fold.updates_per_second)),
  }
  const isTuned = folds.some(
    ({ study_status: status }) => status === 'running' || status === 'paused'
  )
  const { secondsLeft, ...pace } = isTuned ? tuningPace(folds) : trainingPace(folds)
  const endsAt = secondsLeft === null ? null : now + 1000 * secondsLeft
  return { ...rates, ...pace, secondsLeft, endsAt }
}

function tuningPace(folds: readonly FoldProgress[]) {
  const started = sum(folds.map((fold) => fold.trials_started ?? 0))
  const done = started - sum(folds.map((fold) => fold.trials_running ?? 0))
  const seconds = Math.max(0, ...folds.map((fold) => fold.study_seconds ?? 0))
  const left = folds.flatMap(({ study_status: status, tuning }) =>
    status === 'running' ? [tuning?.secondsLeft ?? null] : []
  )
  const known = left.filter((each) => each !== null)
  return {
    of: 'tuning' as const,
    share: sum(folds.map(tunedShare)) / folds.length,
    secondsLeft: known.length === 0 || known.length < left.length ? null : Math.max(...known),
    trialsPerMinute: done > 0 && seconds > 0 ? (60 * done) / seconds : null,
  }
}

/** Studies of all folds have the same bounds. */
function tunedShare({ study_id: study, tuning }: FoldProgress): number {
  return tuning === null ? Number(study !== null) : (tuning.share ?? 0)
}

function trainingPace(folds: readonly FoldProgress[]) {
  const done = sum(folds.map((fold) => fold.episodes_done))
  const planned = sum(folds.map((fold) => fold.episodes_total))
  const training = sum(folds.map((fold) => fold.training))
  const longest = Math.max(0, ...folds.map((fold) => fold.longest))
  const each = sum(folds.map((fold) => fold.seconds)) / done
  const works = done > 0 && training > 0
  return {
    of: 'training' as const,
    share: planned === 0 ? 0 : done / planned,
    secondsLeft: works ? each * Math.max((planned - done) / training, longest) : null,
    trialsPerMinute: null,
  }
}

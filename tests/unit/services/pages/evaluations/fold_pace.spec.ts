import { test } from '@japa/runner'
import { foldPace } from '#services/pages/evaluations/fold_pace'
import type { FoldProgress } from '#services/pages/evaluations/fold_progress'

const NOW = 1_000_000

const UNTUNED = {
  ...{ study_id: null, study_status: null, trials_started: null, trials_running: null },
  ...{ trials_bound: null, study_seconds: null, tuning: null },
}
/** One run of 100 episodes that has trained 25 of them in 50 s. */
const TRAINS: FoldProgress = {
  ...{ fold: 1, experiment_id: 1, runs: 1, ended: 0, broken: 0, ...UNTUNED },
  ...{ episodes_done: 25, episodes_total: 100, training: 1, seconds: 50, longest: 75 },
  ...{ env_steps_per_second: 300, updates_per_second: 70 },
}
const WAITS: FoldProgress = {
  ...{ ...TRAINS, fold: 2, episodes_done: 0, training: 0, seconds: 0, longest: 100 },
  ...{ env_steps_per_second: 0, updates_per_second: 0 },
}
/** 4 of 10 trials have ended and 2 train, in 60 s: a third of the episodes to be expected. */
const TUNES: FoldProgress = {
  ...{ ...WAITS, experiment_id: null, runs: 0, episodes_total: 0, longest: 0, study_id: 1 },
  ...{ study_status: 'running', trials_started: 6, trials_running: 2, trials_bound: 10 },
  study_seconds: 60,
  tuning: {
    ...{ share: 1 / 3, secondsLeft: 120, endsAt: NOW + 120_000 },
    ...{ trialsPerMinute: 4, stepsPerSecond: null },
  },
}

test.group('Pace of the folds of a walk-forward evaluation', () => {
  test('what is left is shared among as many runs as train now', ({ assert }) => {
    // 2 s an episode; 175 left by one run at a time
    const one = foldPace([TRAINS, WAITS], NOW)
    assert.deepEqual([one.share, one.secondsLeft, one.endsAt], [0.125, 350, NOW + 350_000])
    // 350 of 400 left by two: 175 each
    const two = foldPace([TRAINS, TRAINS, WAITS, WAITS], NOW)
    assert.deepEqual([two.secondsLeft, two.stepsRate, two.updatesRate], [350, 600, 140])
  })

  test('it takes at least as long as the run with the most before it', ({ assert }) => {
    const nearlyDone = { ...TRAINS, episodes_done: 95, seconds: 190, longest: 5 }
    // 80 are left, but one run has 75 of them: 150 s, not 80
    assert.equal(foldPace([TRAINS, nearlyDone], NOW).secondsLeft, 150)
  })

  test('nothing is said where nobody trains or nothing has been trained', ({ assert }) => {
    assert.isNull(foldPace([{ ...TRAINS, training: 0 }], NOW).secondsLeft)
    assert.isNull(foldPace([WAITS], NOW).endsAt)
    assert.equal(foldPace([], NOW).share, 0)
  })

  test('while a fold is tuned, the slowest study ends it, and it is said to be the tuning', ({
    assert,
  }) => {
    const slower = { ...TUNES, tuning: { ...TUNES.tuning!, share: 0.2, secondsLeft: 240 } }
    const pace = foldPace([TUNES, slower], NOW)
    assert.deepEqual([pace.of, pace.secondsLeft], ['tuning', 240])
    assert.closeTo(pace.share, (1 / 3 + 0.2) / 2, 1e-12)
    // 8 trials of both in 60 s
    assert.equal(pace.trialsPerMinute, 8)
    const paused = { ...TUNES, study_status: 'paused' } as const
    assert.isNull(foldPace([paused], NOW).secondsLeft)
    const unknown = { ...TUNES, tuning: { ...TUNES.tuning!, secondsLeft: null } }
    assert.isNull(foldPace([TUNES, unknown], NOW).secondsLeft)
    const tuned = { ...TRAINS, study_id: 1, study_status: 'completed', trials_bound: 10 } as const
    assert.equal(foldPace([tuned], NOW).of, 'training')
  })

  test('a study that ended before its bound has nothing left', ({ assert }) => {
    const ended = { ...TUNES, study_status: 'completed', trials_running: 0, tuning: null } as const
    const { share, secondsLeft } = foldPace([ended, TUNES], NOW)
    assert.closeTo(share, 2 / 3, 1e-12)
    assert.equal(secondsLeft, 120)
  })
})

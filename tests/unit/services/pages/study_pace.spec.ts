import { test } from '@japa/runner'
import { studyPace } from '#services/pages/studies/study_pace'
import type { StudyRow } from '#services/tuning/study_rows'

/** 40 of 100 trials after 120 s, 4 of them still running. */
const ROW = {
  status: 'running',
  ...{ trial_count: 44, trials_running: 4, trials_bound: 100 },
  ...{ episodes_used: 500, episodes_bound: null, seconds: 120, seconds_bound: null },
  running_since: null,
} as StudyRow

test.group('The pace of a study', () => {
  test('gives what is left at the pace so far, running trials not counted', ({ assert }) => {
    // 40 % in 120 s: 180 s for the other 60 %, 20 trials a minute
    const { share, secondsLeft, endsAt, trialsPerMinute } = studyPace(ROW, 1000)
    assert.equal(share, 0.4)
    assert.closeTo(secondsLeft!, 180, 1e-9)
    assert.closeTo(endsAt!, 181_000, 1e-6)
    assert.equal(trialsPerMinute, 20)
  })

  test('goes by the bound that is reached first', ({ assert }) => {
    assert.equal(studyPace({ ...ROW, episodes_bound: 625 }, 0).share, 0.8)
    assert.equal(studyPace({ ...ROW, seconds_bound: 160 }, 0).share, 0.75)
    assert.equal(studyPace({ ...ROW, episodes_bound: 100 }, 0).share, 1)
  })

  test('says nothing of the end of what does not run, has no bound or no trial', ({ assert }) => {
    assert.isNull(studyPace({ ...ROW, status: 'paused' }, 0).secondsLeft)
    assert.isNull(studyPace({ ...ROW, trials_bound: null }, 0).share)
    const begun = studyPace({ ...ROW, trial_count: 4, seconds: 0 }, 0)
    assert.isNull(begun.secondsLeft)
    assert.isNull(begun.trialsPerMinute)
  })
})

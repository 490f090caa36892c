import { test } from '@japa/runner'
import { incumbents } from '#core/tuning/analysis/incumbents'
import { rungLadder } from '#core/tuning/analysis/rung_ladder'
import { rungSummary } from '#core/tuning/analysis/rung_summary'
import { chooseTrials, evenly, neededTrials } from '#core/tuning/analysis/study_analysis'
import type { TrialRecord } from '#core/tuning/trial_record'

const RUNGS = [1, 3]
const trial = (number: number, ...values: (number | null)[]): TrialRecord => ({
  number,
  values: {},
  results: values.map((value) => [value]),
  running: false,
})

test.group('What of a study is drawn', () => {
  test('a rung counts all its trials, though a sample of them is drawn', ({ assert }) => {
    const trials = [trial(0, 1), trial(1, 4, 5), trial(2, null), trial(3, 2)]
    const rules = { rungs: RUNGS, rungsOf: () => RUNGS, eta: 2, promotes: true }
    const [first] = rungLadder(trials, rules).map((rung) => rungSummary(rung, (n) => n < 2))
    // four reached, one went on; of 1, 2 and 4 the median is 2; two places: 4 and 2
    assert.deepInclude(first, { reached: 4, promoted: 1, median: 2, best: 4, toPass: 2 })
    assert.deepEqual(
      first!.entries.map(({ trial: number }) => number),
      [0, 1]
    )
  })

  test('an even sample has as many of the first as of the last', ({ assert }) => {
    assert.deepEqual(evenly([0, 1, 2, 3, 4, 5, 6, 7], 4), [1, 3, 5, 7])
    assert.deepEqual(evenly([0, 1], 4), [0, 1])
  })

  test('of 3,000 trials 2,000 are drawn and 1,000 judged, and those alone need their parameters', ({
    assert,
  }) => {
    const trials = Array.from({ length: 3000 }, (_, k) => trial(k, k % 7))
    const chosen = chooseTrials(trials, RUNGS, () => RUNGS)
    assert.lengthOf(chosen.shown, 2000)
    assert.lengthOf(chosen.scored, 3000)
    assert.lengthOf(chosen.judged, 1000)
    const needed = neededTrials(chosen)
    assert.isAtMost(needed.length, 3000)
    assert.lengthOf(new Set(needed), needed.length)
  })
})

test.group('The best so far', () => {
  test('is of the trials that came furthest by then, and may fall at a higher rung', ({
    assert,
  }) => {
    const at = (resource: number, value: number | null, trials: number, spent: number) => ({
      ...{ resource, value, trials, spent },
    })
    const changes = incumbents([
      at(1, 0.5, 1, 1),
      at(1, 0.4, 2, 2), // worse
      at(1, null, 3, 3), // failed
      at(1, 0.8, 4, 4),
      at(3, 0.6, 4, 6), // the first at three episodes
      at(1, 0.9, 5, 7), // better, but not as far
      at(3, 0.6, 5, 9), // equal: the older stays
      at(3, 0.7, 6, 12),
    ])
    assert.deepEqual(
      changes.map(({ value, trials, spent }) => [value, trials, spent]),
      [
        [0.5, 1, 1],
        [0.8, 4, 4],
        [0.6, 4, 6],
        [0.7, 6, 12],
      ]
    )
  })
})

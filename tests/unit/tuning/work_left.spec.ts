import { test } from '@japa/runner'
import { workLeft, type PacedPlan, type TrialsAtRung } from '#core/tuning/work_left'

const ASHA: PacedPlan = { scheduler: 'asha', eta: 3, rungs: [1, 3, 9], seeds: [1] }
const at = (rung: number, trials: number, more: Partial<TrialsAtRung> = {}): TrialsAtRung => ({
  ...{ bracket: 0, rung, trials, running: 0, rest: 0, longest: 0 },
  ...more,
})
const trials = (count: number) => ({ trials: count, episodes: null })

test.group('What a study has still to train', () => {
  test('before it begins: its starts, a third of them to the second rung, a ninth to the top', ({
    assert,
  }) => {
    // 9 · 1 + 3 · 2 + 1 · 6 episodes; one trial may climb all the way: 9 of them in turn
    assert.deepEqual(workLeft(ASHA, [], trials(9), 0), { episodes: 21, inTurn: 9 })
    const twice = workLeft({ ...ASHA, seeds: [1, 2] }, [], trials(9), 0)
    assert.deepEqual(twice, { episodes: 42, inTurn: 9 })
  })

  test('once all have started: the promotions that are still to come, and nothing when there are none', ({
    assert,
  }) => {
    // one of nine trains 0.5 episodes more; two of three places are given away
    const hand = at(0, 7, { running: 1, rest: 0.5, longest: 0.5 })
    const left = workLeft(ASHA, [hand, at(1, 2)], trials(9), 13)!
    // one more place at the first rung, 2 episodes; it is the third there, so that one climbs on, 6
    assert.deepEqual(left, { episodes: 8.5, inTurn: 8.5 })
    const ended = workLeft(ASHA, [at(0, 6), at(1, 2), at(2, 1)], trials(9), 21)
    assert.deepEqual(ended, { episodes: 0, inTurn: 0 })
  })

  test('a new value is as likely to be promoted as any, though others took the places', ({
    assert,
  }) => {
    // 4 of the 3 places were given away: the ninth climbs with a chance of a third, 2 episodes
    const hand = at(0, 5, { running: 1, rest: 1, longest: 1 })
    const { episodes } = workLeft(ASHA, [hand, at(1, 3), at(2, 1)], trials(9), 21)!
    // and on with a third of that, 6 episodes
    assert.closeTo(episodes, 1 + 2 / 3 + 6 / 9, 1e-12)
  })

  test('median stopping lets five go on, then half; a fixed budget promotes nobody', ({
    assert,
  }) => {
    const median = workLeft({ ...ASHA, scheduler: 'median' }, [], trials(9), 0)!
    // 9 start; 5 + 4 / 2 = 7 go on by 2; 5 + 2 / 2 = 6 to the top by 6
    assert.equal(median.episodes, 9 + 7 * 2 + 6 * 6)
    const fixed = workLeft({ ...ASHA, scheduler: 'fixed', rungs: [9] }, [], trials(4), 0)
    assert.deepEqual(fixed, { episodes: 36, inTurn: 9 })
  })

  test('each bracket of Hyperband has its own ladder and its turns among the starts', ({
    assert,
  }) => {
    // of a round of 9 + 5 + 3 trials the first 9 begin at 1 episode, 5 at 3 and 3 at 9
    const { episodes } = workLeft({ ...ASHA, scheduler: 'hyperband' }, [], trials(17), 0)!
    assert.closeTo(episodes, 21 + (5 * 3 + (5 / 3) * 6) + 3 * 9, 1e-12)
    const left = workLeft({ ...ASHA, scheduler: 'hyperband' }, [at(0, 9)], trials(17), 9)!
    // the nine have reported: three places wait at their first rung, and one above
    assert.closeTo(left.episodes, 3 * 2 + 6 + (5 * 3 + (5 / 3) * 6) + 3 * 9, 1e-12)
  })

  test('not more than a bound on episodes leaves; without either bound nothing can be said', ({
    assert,
  }) => {
    const hand = at(0, 2, { running: 2, rest: 1.5, longest: 1 })
    const bounds = { trials: 100, episodes: 12 }
    assert.equal(workLeft(ASHA, [hand], bounds, 2)!.episodes, 11.5)
    const alone = workLeft(ASHA, [hand], { ...bounds, trials: null }, 2)
    assert.deepEqual(alone, { episodes: 11.5, inTurn: 1 })
    assert.isNull(workLeft(ASHA, [hand], { trials: null, episodes: null }, 2))
  })
})

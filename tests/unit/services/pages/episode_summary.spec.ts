import { test } from '@japa/runner'
import type { EpisodeDetail, EpisodeStep } from '#services/pages/episode_detail'
import { heldSummary } from '#services/pages/episode_summary'

const episode = { initial_portfolio_value: 100 } as EpisodeDetail
const stepsOf = (values: readonly number[], positions: readonly string[]) =>
  values.map((value, k) => ({
    portfolio_value: value,
    position: positions[k],
  })) as unknown as EpisodeStep[]

test.group('Summary of an episode', () => {
  test('sides are shares of all bars, the first among them, which is flat', ({ assert }) => {
    const steps = stepsOf([100, 100, 100, 100], ['long', 'long', 'short', 'flat'])
    const { long, short } = heldSummary(episode, steps)
    assert.deepEqual([long, short], [2 / 5, 1 / 5])
  })

  test('the longest drawdown is in bars from its peak to its recovery, or to the end', ({
    assert,
  }) => {
    // from bar 0 to 2, then from 3 on without recovery to bar 6
    const steps = stepsOf([90, 101, 110, 109, 80, 100], Array(6).fill('long'))
    assert.equal(heldSummary(episode, steps).longestDrawdown, 3)
    // a fall from the cash it began with counts
    assert.equal(heldSummary(episode, stepsOf([90, 80], ['long', 'long'])).longestDrawdown, 2)
    assert.equal(heldSummary(episode, stepsOf([100, 110], ['long', 'long'])).longestDrawdown, 0)
  })
})

import { test } from '@japa/runner'
import { resolveParameters } from '../../../app/core/parameters/resolve.ts'
import { readSearchSpace } from '../../../app/core/tuning/read_search_space.ts'
import { SAMPLERS } from '../../../app/core/tuning/sampler.ts'
import { samplerFor } from '../../../app/core/tuning/samplers/sampler_for.ts'
import { sampledSpace } from '../../../app/core/tuning/space_samples.ts'

const BASE = resolveParameters({}, 'quick')
const SPACE = readSearchSpace({
  'environment.reward': {},
  'environment.rewardEta': { low: 0.01, high: 0.1 },
  'agent.learningRate': { low: 0.0001, high: 0.01, log: true },
  'agent.nStep': { low: 1, high: 4 },
})

test.group('Samples of a search space', () => {
  for (const sampler of SAMPLERS) {
    test(`are what ${sampler} draws for the first trials of a study`, ({ assert }) => {
      const samples = sampledSpace(SPACE, BASE, { sampler, seed: 3, count: 200 })
      const own = samplerFor(sampler, SPACE, 3, { startupTrials: 40 })
      const rates = Array.from({ length: 200 }, (_, k) =>
        Number(own.draw(k + 1, 0, [])['agent.learningRate'])
      )
      const rate = samples.find(({ path }) => path === 'agent.learningRate')!
      assert.deepEqual(
        [rate.spread?.least, rate.spread?.most],
        [Math.min(...rates), Math.max(...rates)]
      )
      // twenty bins of two decades
      const bins = rates.map((value) => Math.floor((20 * Math.log(value / 0.0001)) / Math.log(100)))
      assert.deepEqual(
        rate.counts,
        Array.from({ length: 20 }, (_, k) => bins.filter((bin) => bin === k).length)
      )
    })
  }

  test('a conditional parameter counts the points in which it is searched', ({ assert }) => {
    const samples = sampledSpace(SPACE, BASE, { sampler: 'random', seed: 1, count: 200 })
    const along = (path: string) => samples.find((each) => each.path === path)!
    const [reward, eta] = [along('environment.reward'), along('environment.rewardEta')]
    const choices = reward.choices ?? []
    const asked = ['sharpe', 'sortino'].map((name) => reward.counts[choices.indexOf(name)])
    assert.equal(eta.searched, asked[0] + asked[1])
    assert.isBelow(eta.searched, eta.drawn)
  })

  test('points against a rule between parameters are not among them', ({ assert }) => {
    const base = resolveParameters({ 'agent.capacity': 100 }, 'quick')
    const space = readSearchSpace({ 'agent.batchSize': { low: 50, high: 200 } })
    const [batch] = sampledSpace(space, base, { sampler: 'random', seed: 1, count: 50 })
    assert.isAtMost(batch.spread?.most ?? Infinity, 100)
    const none = readSearchSpace({ 'agent.batchSize': { low: 150, high: 200 } })
    assert.throws(
      () => sampledSpace(none, base, { sampler: 'random', seed: 1, count: 50 }),
      /None of 100 points/
    )
  })
})

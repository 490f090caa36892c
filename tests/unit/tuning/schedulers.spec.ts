import { test } from '@japa/runner'
import { streamOf } from '../../../app/core/random/streams.ts'
import { decide } from './asha_rule.ts'
import { rungResources } from '../../../app/core/tuning/rungs.ts'
import { Asha } from '../../../app/core/tuning/schedulers/asha.ts'
import { FixedBudget } from '../../../app/core/tuning/schedulers/fixed_budget.ts'
import { Hyperband } from '../../../app/core/tuning/schedulers/hyperband.ts'
import { MedianStopping } from '../../../app/core/tuning/schedulers/median_stopping.ts'

test.group('Schedulers', () => {
  test('ASHA kept up with the log decides as the rule does on the whole record', ({ assert }) => {
    for (let seed = 0; seed < 50; seed++) {
      const random = streamOf(seed, 'sampler')
      const [eta, most] = [2 + (seed % 3), 60]
      const resources = rungResources(eta, 1, 30)
      const asha = new Asha(resources, eta)
      const rungs = resources.map(() => ({
        results: [] as { trial: number; value: number | null }[],
        promoted: new Set<number>(),
      }))
      const running: { trial: number; rung: number }[] = []
      let started = 0
      for (let i = 0; i < 400; i++) {
        if (running.length < 4) {
          const wanted = decide(rungs, eta, started, most)
          const decision = asha.next(started < most)
          assert.equal(decision.do, wanted.do)
          if (decision.do === 'promote' && wanted.do === 'promote') {
            assert.deepEqual(decision, wanted)
            asha.promoted(decision.trial, decision.toRung)
            rungs[decision.toRung - 1].promoted.add(decision.trial)
            running.push({ trial: decision.trial, rung: decision.toRung })
          } else if (decision.do === 'start') running.push({ trial: started++, rung: 0 })
        }
        if (running.length === 0) break
        if (random.float() < 0.5 || running.length === 4) {
          const [{ trial, rung }] = running.splice(random.integer(running.length), 1)
          // few distinct values make ties, and some are undefined
          const value = random.float() < 0.1 ? null : random.integer(5)
          asha.reported(trial, rung, value)
          rungs[rung].results.push({ trial, value })
        }
      }
      assert.equal(started, most)
    }
  })

  test('Hyperband gives each bracket its share of a round and leaves out its lowest rungs', ({
    assert,
  }) => {
    // eta 3, rungs 1 3 9: s_max 2; brackets of ceil(3/3 · 9) = 9, ceil(3/2 · 3) = 5, ceil(3/1 · 1) = 3 trials
    const hyperband = new Hyperband([1, 3, 9], 3)
    const lowest = Array.from({ length: 18 }, (_, trial) => hyperband.rungsOf(trial)[0])
    assert.deepEqual(lowest, [1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 9, 9, 9, 1])
    for (const trial of [0, 1, 9, 10]) hyperband.reported(trial, 0, trial)
    assert.deepEqual(hyperband.next(true), { do: 'start' })
    hyperband.reported(11, 0, 5)
    // the best of the three in the second bracket, though its rung is 0 there and 1 on the ladder
    assert.deepEqual(hyperband.next(true), { do: 'promote', trial: 10, toRung: 1 })
    hyperband.promoted(10, 1)
    assert.deepEqual(hyperband.next(false), { do: 'wait' })
  })

  test('median stopping judges each report as sorting all before it anew would', ({ assert }) => {
    const median = new MedianStopping([10, 20])
    const before: number[] = []
    for (let trial = 0; trial < 500; trial++) {
      // 0 to 100 in no order, each several times
      const value = (trial * 37) % 101
      const sorted = before.toSorted((a, b) => a - b)
      const [low, high] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!]
      const goesOn = before.length < 5 || value >= (low + high) / 2
      median.reported(trial, 0, value)
      const next = median.next(false)
      assert.equal(next.do, goesOn ? 'promote' : 'wait', `trial ${trial}`)
      if (next.do === 'promote') median.promoted(trial)
      before.push(value)
    }
  })

  test('median stopping judges from the sixth report on, against those before it', ({ assert }) => {
    const median = new MedianStopping([10, 20])
    for (const trial of [0, 1, 2, 3, 4]) {
      median.reported(trial, 0, trial)
      assert.deepEqual(median.next(true), { do: 'promote', trial, toRung: 1 })
      median.promoted(trial)
    }
    median.reported(5, 0, 1.9)
    assert.deepEqual(median.next(true), { do: 'start' })
    // median of 0 1 1.9 2 3 4 is 1.95
    median.reported(6, 0, 1.95)
    assert.deepEqual(median.next(true), { do: 'promote', trial: 6, toRung: 1 })
    median.promoted(6)
    median.reported(7, 0, null)
    assert.deepEqual(median.next(false), { do: 'wait' })
  })

  test('a fixed budget starts trials and promotes none', ({ assert }) => {
    const fixed = new FixedBudget(100)
    fixed.reported()
    assert.deepEqual(fixed.rungsOf(), [100])
    assert.deepEqual(fixed.next(true), { do: 'start' })
    assert.deepEqual(fixed.next(false), { do: 'wait' })
  })
})

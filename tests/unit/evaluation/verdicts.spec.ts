import { test } from '@japa/runner'
import {
  costStress,
  delayStress,
  sealedLooks,
  seedSpread,
  walkForward,
} from '../../../app/core/evaluation/verdicts/robustness_verdicts.ts'
import { figureText } from '../../../app/core/evaluation/verdicts/verdict.ts'
import {
  beatsBuyAndHold,
  deflatedSharpeVerdict,
  degeneratePolicy,
  enoughTrades,
} from '../../../app/core/evaluation/verdicts/skill_verdicts.ts'

test.group('Verdicts', () => {
  test('a figure in a sentence has its thousands apart and a true minus', ({ assert }) => {
    assert.equal(figureText(1214, 0), '1,214')
    assert.equal(figureText(-1_234_567.5), '−1,234,567.50')
    assert.equal(figureText(-0.001), '0.00')
  })

  test('an interval that holds 0 does not show that buy and hold is beaten', ({ assert }) => {
    const verdict = beatsBuyAndHold(0.4, { low: -0.1, high: 0.9 })
    assert.equal(verdict.state, 'warn')
    assert.equal(
      verdict.sentence,
      'Not shown to beat buy and hold: Sharpe difference 0.40, 95 % interval −0.10 to 0.90, which holds 0.'
    )
    assert.equal(beatsBuyAndHold(0.4, { low: 0.01, high: 0.9 }).state, 'pass')
    assert.equal(beatsBuyAndHold(-1, { low: -2, high: -0.1 }).state, 'fail')
    assert.equal(beatsBuyAndHold(null, null).state, 'not_run')
  })

  test('a deflated Sharpe of 0.95 passes and 0.94 fails', ({ assert }) => {
    assert.equal(deflatedSharpeVerdict(0.95, 10).state, 'pass')
    assert.equal(deflatedSharpeVerdict(0.94, 10).state, 'fail')
  })

  test('a Sharpe ratio is deflated by runs, each seed of a trial one of them, and says so', ({
    assert,
  }) => {
    assert.include(deflatedSharpeVerdict(0.95, 1).sentence, 'the best of 1 run by luck')
    assert.include(deflatedSharpeVerdict(0.5, 10).sentence, 'Luck over 10 runs on these bars')
  })

  test('99 of 100 decisions for one action is a degenerate policy, 98 is not', ({ assert }) => {
    assert.equal(degeneratePolicy([1, 99], ['flat', 'long']).state, 'fail')
    assert.equal(degeneratePolicy([2, 98], ['flat', 'long']).state, 'pass')
    assert.equal(degeneratePolicy([0, 0], ['flat', 'long']).state, 'not_run')
  })

  test('29 closed trades are too few to tell', ({ assert }) => {
    assert.equal(enoughTrades(29).state, 'warn')
    assert.equal(enoughTrades(30).state, 'pass')
  })

  test('a break-even at 3 times the costs is fragile, above is not', ({ assert }) => {
    assert.equal(costStress(3, true).state, 'fail')
    assert.equal(costStress(3.1, true).state, 'pass')
    assert.equal(costStress(Infinity, true).state, 'pass')
    assert.equal(costStress(null, true).state, 'fail')
    assert.equal(costStress(null, false).state, 'not_run')
  })

  test('a return of 10 % that falls to 6.9 % one bar later is fragile to delay', ({ assert }) => {
    assert.equal(delayStress(0.1, 0.069).state, 'fail')
    assert.equal(delayStress(0.1, 0.071).state, 'pass')
    assert.equal(delayStress(-0.1, -0.2).state, 'not_run')
  })

  test('seeds agree when the worst is over 0 and the range is under the median', ({ assert }) => {
    assert.equal(seedSpread([1, 1.2, 1.5]).state, 'pass') // range 0.5, median 1.2
    assert.equal(seedSpread([0.2, 1.2, 1.5]).state, 'fail') // range 1.3
    assert.equal(seedSpread([-0.1, 0, 0.1]).state, 'fail')
    assert.equal(seedSpread([1, null, 1.1]).state, 'fail')
    assert.equal(seedSpread([1]).state, 'not_run')
  })

  test('the second look at a test range warns', ({ assert }) => {
    assert.equal(sealedLooks(1).state, 'pass')
    assert.equal(sealedLooks(2).state, 'warn')
    assert.equal(sealedLooks(0).state, 'not_run')
  })

  test('three folds of four suffice', ({ assert }) => {
    assert.equal(walkForward(3, 4).state, 'pass')
    assert.equal(walkForward(2, 4).state, 'fail')
    assert.equal(walkForward(0, 0).state, 'not_run')
  })
})

import { test } from '@japa/runner'
import { adjust, splitsAlreadyApplied } from '../../../app/core/market/adjustment.ts'
import type { CorporateAction } from '../../../app/core/market/series.ts'
import { barsOf } from './bars_of.ts'

const TIME = [1, 2, 3, 4]
const FOUR_FOR_ONE: CorporateAction = { kind: 'split', time: 3, ratio: 4 }
const close = (bars: ReturnType<typeof adjust>) => [...bars.close]

/** Traded at 400 and, after a split of four for one, at 100. */
const asTraded = barsOf({
  time: TIME,
  close: [400, 400, 100, 100],
  volume: [10, 10, 40, 40],
  actions: [FOUR_FOR_ONE],
})
/** The same bars as Yahoo tells them. */
const asYahoo = barsOf({
  time: TIME,
  close: [100, 100, 100, 100],
  volume: [40, 40, 40, 40],
  actions: [FOUR_FOR_ONE],
  splitAdjusted: true,
})

test.group('Adjustment for splits', () => {
  test('raw is what was traded, also of a source that has put the split in', ({ assert }) => {
    for (const source of [asTraded, asYahoo]) {
      const raw = adjust(source, 'raw')
      assert.deepEqual(close(raw), [400, 400, 100, 100])
      assert.deepEqual([...raw.volume], [10, 10, 40, 40])
    }
  })

  test('a split is put in once, never twice', ({ assert }) => {
    for (const source of [asTraded, asYahoo]) {
      const split = adjust(source, 'split')
      assert.deepEqual(close(split), [100, 100, 100, 100])
      assert.deepEqual([...split.volume], [40, 40, 40, 40])
    }
  })

  test('every price of a bar has the same factor, and the source is left as it was', ({
    assert,
  }) => {
    const split = adjust(asTraded, 'split')
    for (const name of ['open', 'high', 'low'] as const) {
      assert.equal(split[name][0], asTraded.series[name][0] / 4)
    }
    assert.equal(asTraded.series.close[0], 400)
  })

  test('prices show whether a split is in them already', ({ assert }) => {
    assert.isFalse(splitsAlreadyApplied(asTraded.series, [FOUR_FOR_ONE]))
    assert.isTrue(splitsAlreadyApplied(asYahoo.series, [FOUR_FOR_ONE]))
    assert.isFalse(splitsAlreadyApplied(asYahoo.series, []))
  })
})

test.group('Total return', () => {
  test('a dividend of 10 on a close of 100 takes a tenth off what came before', ({ assert }) => {
    const paid: CorporateAction = { kind: 'dividend', time: 3, amount: 10 }
    const bars = barsOf({ time: TIME, close: [50, 100, 90, 90], actions: [paid] })
    assert.deepEqual(close(adjust(bars, 'total-return')), [45, 90, 90, 90])
    assert.deepEqual(close(adjust(bars, 'split')), [50, 100, 90, 90])
    assert.deepEqual([...adjust(bars, 'total-return').volume], [...bars.series.volume])
  })

  test('split and dividend of one day: the dividend is in new units, both sources agree', ({
    assert,
  }) => {
    const paid: CorporateAction = { kind: 'dividend', time: 3, amount: 10 }
    for (const source of [asTraded, asYahoo]) {
      const bars = { ...source, actions: [FOUR_FOR_ONE, paid] }
      assert.deepEqual(close(adjust(bars, 'total-return')), [90, 90, 100, 100])
    }
  })

  test('a dividend before a split is in old units where prices are as traded', ({ assert }) => {
    const early = (amount: number): CorporateAction => ({ kind: 'dividend', time: 2, amount })
    const traded = { ...asTraded, actions: [early(40), FOUR_FOR_ONE] }
    const yahoo = { ...asYahoo, actions: [early(10), FOUR_FOR_ONE] }
    for (const bars of [traded, yahoo]) {
      assert.deepEqual(close(adjust(bars, 'total-return')), [90, 100, 100, 100])
    }
  })

  test('without dividends the source’s adjusted close is taken, scaled to the newest bar', ({
    assert,
  }) => {
    const bars = barsOf({ time: TIME, close: [100, 100, 50, 50], adjClose: [40, 40, 25, 25] })
    assert.deepEqual(close(adjust(bars, 'total-return')), [80, 80, 50, 50])
  })

  test('an adjusted close that holds a split does not put it in twice', ({ assert }) => {
    const bars = {
      ...asTraded,
      series: { ...asTraded.series, adjClose: Float64Array.of(90, 90, 100, 100) },
    }
    assert.deepEqual(close(adjust(bars, 'total-return')), [90, 90, 100, 100])
  })

  test('a later dividend changes the scale of earlier bars, not their returns', ({ assert }) => {
    const prices = [100, 110, 99, 120]
    const returns = (bars: ReturnType<typeof barsOf>) =>
      close(adjust(bars, 'total-return'))
        .slice(0, 3)
        .map((price, t, all) => price / all[t - 1])
    const before = returns(barsOf({ time: TIME, close: prices }))
    const later: CorporateAction = { kind: 'dividend', time: 4, amount: 9.9 }
    const after = returns(barsOf({ time: TIME, close: prices, actions: [later] }))
    for (const t of [1, 2]) assert.closeTo(after[t], before[t], 1e-15)
  })
})

import { test } from '@japa/runner'
import { playLevels } from '../../../app/core/environment/play_levels.ts'
import { BARE_LEDGER } from '../../../app/core/portfolio/bare_ledger.ts'
import type { LedgerConfig } from '../../../app/core/portfolio/ledger_parameters.ts'
import { barsOf } from './markets.ts'

const five = () => barsOf({ open: [10, 11, 12, 13, 14], close: [10, 11, 12, 13, 14] })

function play(
  levels: readonly number[],
  range: { startBar?: number; lastBar?: number } = {},
  changes: Partial<LedgerConfig> = {},
  series = five()
) {
  return playLevels(
    series,
    levels,
    { ...BARE_LEDGER, ...changes },
    { periodsPerYear: 252, ...range }
  )
}

test.group('Playing target levels', () => {
  test('a part of the bars is played as if there were no others', ({ assert }) => {
    const part = play([1, 1], { startBar: 1, lastBar: 3 })
    const alone = barsOf({ open: [11, 12, 13], close: [11, 12, 13] })
    assert.deepEqual(part.equity, play([1, 1], {}, {}, alone).equity)
    assert.deepEqual(Array.from(part.time), Array.from(five().time.subarray(1, 4)))
    assert.equal(part.fills[0].bar, 2)
  })

  test('the number of actions must be that of the bars but one', ({ assert }) => {
    assert.throws(
      () => play([1, 1, 1]),
      '3 actions are given, but 4 are needed: one for each bar but the last.'
    )
    assert.throws(() => play([1, 1, 1, 1, 1]), /5 actions are given, but 4 are needed/)
  })

  test('an action that is no number is refused with its place', ({ assert }) => {
    assert.throws(() => play([1, NaN, 1, 1]), /Action 1 is NaN, but must be a target level/)
    assert.throws(() => play([1, 1, 1, Infinity]), /Action 3 is Infinity/)
  })

  test('a range outside the bars, or of one bar, is refused', ({ assert }) => {
    assert.throws(
      () => play([1], { startBar: 3, lastBar: 5 }),
      /the last bar 5, but the bars are 0 to 4/
    )
    assert.throws(() => play([], { startBar: 4 }), /From bar 4 to bar 4 there is nothing to play/)
    assert.throws(
      () => play([1, 1], { startBar: -1, lastBar: 1 }),
      'startBar is -1, but must be 0 or more.'
    )
    assert.throws(() => play([1], { startBar: 0.5, lastBar: 1 }), /startBar is 0.5/)
  })

  test('a start before volatility or ATR is known is refused with the first bar', ({ assert }) => {
    const changes = { stopLoss: 1, stopUnit: 'atr', atrPeriod: 3 } as const
    assert.throws(() => play([1, 1, 1, 1], {}, changes), /startBar is 0, but .* from bar 3 on/)
    assert.lengthOf(play([1], { startBar: 3 }, changes).equity, 2)
  })

  test('a bar that no account can be kept on is refused', ({ assert }) => {
    const series = five()
    series.low[2] = NaN
    assert.throws(() => play([1, 1, 1, 1], {}, {}, series), /Cannot play: bar 2 has .*low NaN/)
  })
})

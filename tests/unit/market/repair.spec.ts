import { test } from '@japa/runner'
import { repair, repairFindings } from '../../../app/core/market/repair.ts'
import { validate } from '../../../app/core/market/validation.ts'
import { barsOf, weekdays } from './bars_of.ts'

test.group('Repair', () => {
  test('a sound series is left as it is', ({ assert }) => {
    const sound = barsOf({ close: [10, 11, 12] })
    const { data, repairs } = repair(sound)
    assert.deepEqual(repairs, [])
    assert.strictEqual(data.series, sound.series)
  })

  test('bad bars are dropped from every column, and which is recorded', ({ assert }) => {
    const [a, b, c, d, e] = weekdays(5)
    const data = barsOf({ close: [10, NaN, 12, -13, 14], volume: [1, 2, 3, 4, 5] })
    const repaired = repair(data)
    assert.deepEqual([...repaired.data.series.time], [a, c, e])
    assert.deepEqual([...repaired.data.series.close], [10, 12, 14])
    assert.deepEqual([...repaired.data.series.volume], [1, 3, 5])
    assert.deepEqual(
      repaired.repairs.map(({ rule, action, times }) => ({ rule, action, times })),
      [
        { rule: 'non_finite', action: 'dropped', times: [b] },
        { rule: 'non_positive', action: 'dropped', times: [d] },
      ]
    )
  })

  test('of two bars of one time the sound one stays', ({ assert }) => {
    const [a, b, c] = weekdays(3)
    const data = barsOf({ time: [a, b, b, c], close: [10, -1, 11, 12] })
    assert.deepEqual([...repair(data).data.series.close], [10, 11, 12])
  })

  test('after a repair of every kind no error is left', ({ assert }) => {
    const [a, b, c, d, e, f] = weekdays(6)
    const data = barsOf({
      time: [a, f, b, b, NaN, c, d, e],
      close: [10, 10, 11, 11, 12, 1200, 12, 11],
      high: [10, 10, 11, 11, 12, 1200, 12, 10.9],
    })
    const { data: mended, repairs } = repair(data)
    assert.isTrue(validate(mended).every(({ severity }) => severity !== 'error'))
    const rules = repairs.map(({ rule }) => rule)
    assert.deepEqual(rules, ['non_finite', 'ohlc', 'order', 'duplicates', 'unit_error'])
    assert.deepEqual([...mended.series.time], [a, b, d])
  })

  test('a volume that changed places goes back, no bar is dropped', ({ assert }) => {
    const data = barsOf({ close: [10, 10, 10], volume: [2, 20, 2], quoteVolume: [20, 2, 20] })
    const { data: mended, repairs } = repair(data)
    assert.deepEqual([...mended.series.volume], [2, 2, 2])
    assert.equal(repairs[0].action, 'swapped_volume')
    assert.deepEqual([...data.series.volume], [2, 20, 2])
  })

  test('a repair shows as a warning wherever the dataset is used', ({ assert }) => {
    const data = barsOf({ close: [10, -11, 12] })
    const { data: mended, repairs } = repair(data)
    const [finding] = repairFindings(repairs, mended.series)
    assert.include(finding, { rule: 'non_positive', severity: 'warning', count: 1 })
    assert.include(finding, { firstBar: 1, firstTime: weekdays(2)[1] })
    assert.include(finding.message, '1 of 3 bars, 2024-06-04: dropped by the repair')
  })
})

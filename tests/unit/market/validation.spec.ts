import { test } from '@japa/runner'
import type { Finding } from '../../../app/core/market/series.ts'
import { VALIDATION_RULES, validate } from '../../../app/core/market/validation.ts'
import { barsOf, day, weekdays } from './bars_of.ts'
import { found, SOUND } from './found.ts'

const HOUR = 3_600_000

test.group('Validation report', () => {
  test('a sound series has no finding', ({ assert }) => {
    assert.deepEqual(validate(barsOf({ close: SOUND })), [])
  })

  test('a finding is plain data and names rule, first bar, count and severity', ({ assert }) => {
    const [finding, ...others] = validate(barsOf({ close: [10, 11, -12, 11, -10, 12] }))
    assert.deepEqual(JSON.parse(JSON.stringify(finding)), {
      rule: 'non_positive',
      severity: 'error',
      count: 2,
      firstBar: 2,
      firstTime: day(2024, 6, 5),
      message: '2 of 6 bars; the first, 2024-06-05: open is -12.1, but must be above 0.',
    })
    assert.isTrue(others.every(({ rule }) => rule !== 'non_positive'))
  })

  test('errors come first, then warnings, then what the source noted', ({ assert }) => {
    const note = { count: 1, firstBar: null, firstTime: null, message: 'Turned round.' }
    const notes = [{ ...note, rule: 'newest_first', severity: 'info' as const }]
    const data = { ...barsOf({ close: [10, -1, 12], volume: [0, 1, 1] }), notes }
    const severities = validate(data).map(({ severity }) => severity)
    assert.deepEqual(severities, ['error', 'warning', 'info'])
  })

  test('the source’s wording of a rule replaces the rule’s, and says nothing of a sound series', ({
    assert,
  }) => {
    const wording: Finding = {
      ...{ rule: 'non_finite', severity: 'error', count: 1, firstBar: null, firstTime: null },
      message: 'line 3, Close: "abc" is not a number.',
    }
    const broken = { ...barsOf({ close: [10, NaN, 12] }), notes: [wording] }
    assert.equal(found('non_finite', broken)?.message, wording.message)
    assert.equal(found('non_finite', broken)?.firstBar, 1)
    assert.deepEqual(validate({ ...barsOf({ close: SOUND }), notes: [wording] }), [])
  })

  test('all rules have a name of their own and say what they check', ({ assert }) => {
    const names = VALIDATION_RULES.map(({ name }) => name)
    assert.equal(new Set(names).size, names.length)
    assert.isTrue(VALIDATION_RULES.every(({ checks }) => checks.endsWith('.')))
  })
})

test.group('Rules that refuse', () => {
  test('NaN and infinity in any column', ({ assert }) => {
    for (const column of ['open', 'close', 'volume', 'adjClose', 'time'] as const) {
      const data = barsOf({ close: SOUND, adjClose: SOUND })
      data.series[column]![3] = column === 'close' ? Infinity : NaN
      assert.include(found('non_finite', data), { severity: 'error', count: 1, firstBar: 3 })
    }
  })

  test('a time before its predecessor; one misplaced bar is one bar', ({ assert }) => {
    const [a, b, c, d, e] = weekdays(5)
    const data = barsOf({ time: [a, e, b, c, d], close: SOUND.slice(0, 5) })
    assert.include(found('order', data), { count: 1, firstBar: 1, firstTime: e })
  })

  test('two bars of one time; the later one is found', ({ assert }) => {
    const [a, b, c] = weekdays(3)
    const data = barsOf({ time: [a, b, b, c], close: [1, 2, 3, 4] })
    assert.include(found('duplicates', data), { count: 1, firstBar: 2, firstTime: b })
    assert.isUndefined(found('order', data))
  })

  test('a price of 0 and a negative volume', ({ assert }) => {
    assert.include(found('non_positive', barsOf({ close: SOUND, low: [0, 1, 1, 1, 1, 1] })), {
      firstBar: 0,
      count: 1,
    })
    const message = found('non_positive', barsOf({ close: [10, 11], volume: [5, -1] }))?.message
    assert.include(message, 'volume is -1, but must be at least 0')
  })

  test('a low above the open, a high below the close', ({ assert }) => {
    const data = barsOf({ close: [10, 10], open: [10, 10], high: [10, 9.5], low: [10.5, 9] })
    assert.include(found('ohlc', data), { severity: 'error', count: 2, firstBar: 0 })
    assert.include(found('ohlc', data)?.message, 'low 10.5 is above min(open, close) 10')
  })

  test('one bar', ({ assert }) => {
    const { message } = found('length', barsOf({ close: [10] }))!
    assert.equal(message, '1 bar, but at least 2 are needed.')
  })

  test('bars of another interval than the one said', ({ assert }) => {
    const time = [0, 1, 2, 3, 4].map((h) => day(2024, 6, 3) + h * HOUR)
    const hourly = barsOf({ time, close: SOUND.slice(0, 5) })
    const message = found('spacing', hourly)?.message
    assert.equal(message, 'Bars are typically 1 h apart, but the interval is 1d.')
    const right = barsOf({ time, close: SOUND.slice(0, 5), identity: { interval: '1h' } })
    assert.isUndefined(found('spacing', right))
  })

  test('prices in pence among prices in pounds, whether they come back or not', ({ assert }) => {
    const back = barsOf({ close: [10, 11, 1100, 1200, 12, 11] })
    assert.include(found('unit_error', back), { count: 2, firstBar: 2 })
    const forGood = barsOf({ close: [1000, 1100, 12, 11, 10, 11] })
    assert.include(found('unit_error', forGood), { count: 2, firstBar: 0 })
    const inside = barsOf({ close: SOUND, high: [10, 11, 1200, 11, 10, 12] })
    assert.include(found('unit_error', inside), { count: 1, firstBar: 2 })
  })

  test('a price that grows a thousandfold over the years is no unit error', ({ assert }) => {
    const close = Array.from({ length: 100 }, (_, t) => 1.07 ** t)
    assert.isUndefined(found('unit_error', barsOf({ close })))
  })

  test('high and low exchanged', ({ assert }) => {
    const data = barsOf({
      close: SOUND,
      high: SOUND.map((p) => p - 1),
      low: SOUND.map((p) => p + 1),
    })
    assert.include(found('swapped_columns', data)?.message, 'high is below low in 6 of 6 bars')
  })

  test('prices in the volume column', ({ assert }) => {
    const data = barsOf({ close: SOUND, volume: SOUND })
    assert.include(found('swapped_columns', data)?.message, 'it looks like a price')
  })

  test('volume and quote volume exchanged, only in the bars where they are', ({ assert }) => {
    // 2 units at a price of 10 are worth 20
    const data = barsOf({ close: [10, 10, 10], volume: [2, 20, 2], quoteVolume: [20, 2, 20] })
    assert.include(found('swapped_volumes', data), { severity: 'error', count: 1, firstBar: 1 })
    // below 1 a unit is worth less than a unit of the currency
    const cheap = barsOf({
      close: [0.1, 0.1],
      open: [0.1, 0.1],
      volume: [20, 2],
      quoteVolume: [2, 20],
    })
    assert.include(found('swapped_volumes', cheap), { count: 1, firstBar: 1 })
  })

  test('a dividend of more than the price, a split of nothing', ({ assert }) => {
    const time = day(2024, 6, 4)
    const dividend = barsOf({ close: SOUND, actions: [{ kind: 'dividend', time, amount: 10 }] })
    assert.include(found('corporate_actions', dividend)?.message, 'between 0 and the last close 10')
    const split = barsOf({ close: SOUND, actions: [{ kind: 'split', time, ratio: NaN }] })
    assert.include(found('corporate_actions', split)?.message, 'has the ratio NaN')
  })
})

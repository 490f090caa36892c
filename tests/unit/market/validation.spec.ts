import { test } from '@japa/runner'
import type { Finding, SourcedSeries } from '../../../app/core/market/series.ts'
import { VALIDATION_RULES, validate } from '../../../app/core/market/validation.ts'
import { barsOf, day, weekdays } from './bars_of.ts'

const HOUR = 3_600_000
const SOUND = [10, 11, 12, 11, 10, 12]

/** The finding of one rule, or undefined. */
function found(rule: string, data: SourcedSeries): Finding | undefined {
  return validate(data).find((finding) => finding.rule === rule)
}

function rounded(values: readonly number[]): number[] {
  return values.map((value) => Math.round(value * 1e6) / 1e6)
}

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

test.group('Rules that warn', () => {
  test('a weekday without a bar; weekends and holidays are none', ({ assert }) => {
    const time = [
      day(2024, 6, 3),
      day(2024, 6, 4),
      day(2024, 6, 6),
      day(2024, 6, 7),
      day(2024, 6, 10),
    ]
    const gap = found('gaps', barsOf({ time, close: SOUND.slice(0, 5) }))
    assert.include(gap, { severity: 'warning', count: 1, firstBar: 2, firstTime: day(2024, 6, 6) })
    const overIndependenceDay = [day(2024, 7, 2), day(2024, 7, 3), day(2024, 7, 5)]
    assert.isUndefined(found('gaps', barsOf({ time: overIndependenceDay, close: [1, 2, 3] })))
  })

  test('another exchange’s holidays are unknown: only a long absence counts there', ({
    assert,
  }) => {
    // 4 July has a bar, so this is not New York; 9 and 10 July are missing
    const time = [4, 5, 8, 11, 12].map((date) => day(2024, 7, date))
    assert.isUndefined(found('gaps', barsOf({ time, close: SOUND.slice(0, 5) })))
    const later = [...time, day(2024, 7, 24)]
    assert.include(found('gaps', barsOf({ time: later, close: SOUND })), { count: 7, firstBar: 5 })
  })

  test('where trading never stops every missing bar counts', ({ assert }) => {
    const time = [0, 1, 2, 5, 6].map((h) => day(2024, 6, 1) + h * HOUR)
    const identity = { interval: '1h', calendar: 'always' } as const
    const gap = found('gaps', barsOf({ time, close: SOUND.slice(0, 5), identity }))
    assert.include(gap, { count: 2, firstBar: 3 })
    assert.include(gap?.message, 'between 2024-06-01 02:00 and 2024-06-01 05:00')
  })

  test('a hole in a session counts; lunch, night and the moved hour do not', ({ assert }) => {
    const session = [9, 10, 11, 13, 14, 15] // 12 is lunch
    const time = weekdays(10).flatMap((start, n) => {
      const moved = n < 5 ? 0 : 1 // summer time ends
      return session.map((hour) => start + (hour + moved) * HOUR)
    })
    const hole = time.indexOf(weekdays(3)[2] + 11 * HOUR)
    time.splice(hole, 1)
    const identity = { interval: '1h' } as const
    const close = time.map((_, t) => 10 + (t % 3))
    // 11:00 is a bar in the first week, lunch is at 13:00 in the second: common are 10, 11, 14, 15
    assert.include(found('gaps', barsOf({ time, close, identity })), { count: 1, firstBar: hole })
  })

  test('currencies rest on Christmas, in the middle of the day too', ({ assert }) => {
    const hours = (date: number, ...of: number[]) => of.map((h) => day(2017, 12, date) + h * HOUR)
    const full = [11, 12, 13, 14, 15, 18, 19, 20, 21, 22].flatMap((date) => hours(date, 0, 1, 2, 3))
    const time = [...full, ...hours(25, 0, 3), ...hours(26, 0, 3)]
    const identity = { interval: '1h', calendar: 'forex' } as const
    const close = time.map((_, t) => 10 + (t % 3))
    // the hours 1 and 2 are missing on both days
    const gaps = found('gaps', barsOf({ time, close, identity }))
    assert.include(gaps, { count: 2, firstTime: day(2017, 12, 26) + 3 * HOUR })
  })

  test('a month and a week without a bar', ({ assert }) => {
    const months = [day(2024, 1, 1), day(2024, 2, 1), day(2024, 4, 1), day(2024, 5, 1)]
    const monthly = barsOf({ time: months, close: [1, 2, 3, 4], identity: { interval: '1mo' } })
    assert.include(found('gaps', monthly), { count: 1, firstBar: 2 })
    const weeks = [day(2024, 1, 1), day(2024, 1, 8), day(2024, 1, 29), day(2024, 2, 5)]
    const weekly = barsOf({ time: weeks, close: [1, 2, 3, 4], identity: { interval: '1wk' } })
    assert.include(found('gaps', weekly), { count: 2, firstBar: 2 })
  })

  test('a bar on a Saturday of an exchange', ({ assert }) => {
    const time = [day(2024, 6, 7), day(2024, 6, 8), day(2024, 6, 10)]
    assert.include(found('weekend', barsOf({ time, close: [1, 2, 3] })), { count: 1, firstBar: 1 })
    const sundays = [day(2024, 6, 2), day(2024, 6, 9)]
    const weekly = barsOf({ time: sundays, close: [1, 2], identity: { interval: '1wk' } })
    assert.isUndefined(found('weekend', weekly))
    const identity = { calendar: 'always' } as const
    assert.isUndefined(found('weekend', barsOf({ time, close: [1, 2, 3], identity })))
  })

  test('bars without volume; a source without any is told apart', ({ assert }) => {
    const some = barsOf({ close: [1, 2, 3], volume: [5, 0, 5] })
    assert.include(found('zero_volume', some), { severity: 'warning', count: 1, firstBar: 1 })
    const none = barsOf({ close: [1, 2, 3], volume: [0, 0, 0] })
    assert.include(found('zero_volume', none)?.message, 'environment.zeroVolume to fill')
  })

  test('five bars in a row with the same prices, not four', ({ assert }) => {
    const flat = (count: number) =>
      barsOf({ close: [9, ...Array.from({ length: count }, () => 10), 11] })
    assert.isUndefined(found('stale', flat(4)))
    assert.include(found('stale', flat(5)), { severity: 'warning', count: 5, firstBar: 1 })
  })

  test('a jump by the ratio of a split that nobody declared', ({ assert }) => {
    for (const ratio of [1.5, 2, 3, 5, 10, 1 / 2, 1 / 10]) {
      const close = [100, 101, 101 * ratio, 100 * ratio]
      const jump = found('split_jump', barsOf({ close, open: close }))
      assert.include(jump, { severity: 'warning', count: 1, firstBar: 2 }, `ratio ${ratio}`)
    }
    const crash = barsOf({ close: [100, 100, 60, 60] })
    assert.isUndefined(found('split_jump', crash))
  })

  test('a declared split is no jump; declared and already in the prices, it is one', ({
    assert,
  }) => {
    const actions = [{ kind: 'split', time: weekdays(3)[2], ratio: 4 } as const]
    const traded = barsOf({ close: [400, 404, 101, 100], open: [400, 404, 101, 100], actions })
    assert.isUndefined(found('split_jump', traded))
    const flat = barsOf({ close: [100, 101, 101, 100], actions })
    assert.include(found('split_jump', flat), { count: 1, firstBar: 2 })
    assert.isUndefined(found('split_jump', { ...flat, splitAdjusted: true }))
  })

  test('an adjusted close that falls against the close, or ignores a dividend', ({ assert }) => {
    const falling = barsOf({ close: SOUND, adjClose: [10, 11, 11, 10, 9, 10] })
    assert.include(found('adjusted_close', falling), { severity: 'warning', firstBar: 2 })
    const paid = { kind: 'dividend', time: day(2024, 6, 5), amount: 1.1 } as const
    const ignored = barsOf({ close: SOUND, adjClose: SOUND, actions: [paid] })
    assert.include(found('adjusted_close', ignored), { count: 1, firstBar: 2 })
    const merged = { kind: 'split', time: day(2024, 6, 5), ratio: 1 / 4 } as const
    const pending = barsOf({ close: [5, 5, 20, 20], adjClose: [20, 20, 20, 20], actions: [merged] })
    assert.isUndefined(found('adjusted_close', pending))
    const adjClose = SOUND.map((price, t) => (t < 2 ? price * 0.9 : price))
    assert.isUndefined(found('adjusted_close', barsOf({ close: SOUND, adjClose, actions: [paid] })))
  })

  test('opens that repeat the last close for months', ({ assert }) => {
    const close = Array.from({ length: 100 }, (_, t) => 10 + (t % 7))
    const time = weekdays(100)
    const open = close.map((price, t) => (t > 0 && t <= 40 ? close[t - 1] : price - 0.5))
    const data = barsOf({ close, open, time })
    assert.include(found('made_up_opens', data), { severity: 'warning', count: 40, firstBar: 1 })
    assert.deepEqual(rounded([data.series.open[41]]), rounded([close[41] - 0.5]))
    const crypto = barsOf({ close, open, time, identity: { calendar: 'always' } })
    assert.isUndefined(found('made_up_opens', crypto))
  })
})

import { test } from '@japa/runner'
import type { ChartSpec } from '#transformers/charts/chart_spec'
import { addressRange, rangeText } from '../../../resources/js/charts/range.ts'

const BARS: ChartSpec = {
  x: {
    kind: 'bars',
    label: 'Bar',
    interval: '1d',
    values: [],
    times: [],
    extent: [100, 200],
    barsPerPoint: 1,
  },
  panes: [],
}
const NUMBERS: ChartSpec = {
  x: { kind: 'number', label: 'x', values: [], min: 0, max: 1 },
  panes: [],
}

test.group('The address of a figure', () => {
  test('holds whole bars that are in sight, and nothing where all are', ({ assert }) => {
    assert.equal(rangeText({ from: 119.3, to: 140.7 }, BARS), '120..140')
    // half a bar and a little is room for the first and last candles
    assert.isNull(rangeText({ from: 99.3, to: 200.7 }, BARS))
  })

  test('holds other values in five digits', ({ assert }) => {
    assert.equal(rangeText({ from: 0.1234567, to: 0.5 }, NUMBERS), '0.12346..0.5')
  })

  test('is read as the same range', ({ assert }) => {
    assert.deepEqual(addressRange('120..140', BARS), { from: 120, to: 140 })
    assert.deepEqual(addressRange('0.25..0.5', NUMBERS), { from: 0.25, to: 0.5 })
  })

  test('is no range when it is empty, turned, not of numbers, or beyond the data', ({ assert }) => {
    for (const text of [null, '', '120', '140..120', 'a..b', '300..400', '20..90']) {
      assert.isNull(addressRange(text, BARS), String(text))
    }
  })
})

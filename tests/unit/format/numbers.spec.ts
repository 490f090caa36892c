import { test } from '@japa/runner'
import {
  bytes,
  compact,
  counted,
  decimal,
  money,
  percent,
  plain,
  signed,
  signedPercent,
} from '../../../resources/format/numbers.ts'

test.group('Numbers on pages', () => {
  test('an undefined figure is an en dash, never 0', ({ assert }) => {
    for (const value of [null, undefined, NaN, Infinity]) {
      assert.deepEqual(
        [decimal(value), percent(value), money(value), plain(value)],
        Array(4).fill('–')
      )
    }
  })

  test('a negative number has a true minus and groups of three', ({ assert }) => {
    assert.equal(decimal(-12345.678), '−12,345.68')
    assert.equal(money(-4946.44, 'USD', 2), '−$4,946.44')
    assert.equal(money(1200, 'SEK'), '1,200\u00a0SEK')
  })

  test('what rounds to 0 has no sign', ({ assert }) => {
    assert.equal(decimal(-0.001), '0.00')
    assert.equal(signed(0.001), '0.00')
    assert.equal(signedPercent(-0.0001), '0.0\u00a0%')
  })

  test('an outcome above 0 has a plus', ({ assert }) => {
    assert.equal(signedPercent(0.343), '+34.3\u00a0%')
    assert.equal(signed(0.2239, 3), '+0.224')
  })

  test('a plain number has the digits it needs and no exponent', ({ assert }) => {
    assert.deepEqual(
      [0.0001, 392.13, 0.002131, 1e-7, 100_000, -0.5].map((value) => plain(value)),
      ['0.0001', '392.13', '0.002131', '0.0000001', '100,000', '−0.5']
    )
  })

  test('compact numbers and bytes name their unit', ({ assert }) => {
    assert.deepEqual([134_120, 12_600_000, 950].map(compact), ['134\u00a0k', '12.6\u00a0M', '950'])
    assert.deepEqual([512, 8_100_000, 24e6].map(bytes), ['512\u00a0B', '8.1\u00a0MB', '24\u00a0MB'])
  })

  test('one is singular, all other counts are plural', ({ assert }) => {
    assert.deepEqual(
      [counted(1, 'bar'), counted(0, 'bar'), counted(2, 'entry', 'entries')],
      ['1 bar', '0 bars', '2 entries']
    )
  })
})

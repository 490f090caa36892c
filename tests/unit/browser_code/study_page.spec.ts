import { test } from '@japa/runner'
import { walked, type Mark } from '../../../resources/js/charts/mark_walk.ts'
import { brushOf, rangeText } from '../../../resources/js/study/axis_ranges.ts'

const NUMBER = { low: 0.9, high: 1, log: false, choices: null, whole: false }
const LOG = { low: 0.0001, high: 0.01, log: true, choices: null, whole: false }
const WHOLE = { low: 1, high: 5, log: false, choices: null, whole: true }
const CHOICES = { low: -0.5, high: 2.5, log: false, choices: 3, whole: false }
/** An objective that is minimised: the least is on top. */
const TURNED = { low: 3, high: 1, log: false, choices: null, whole: false }

test.group('A brush of an axis', () => {
  test('is the range of the values that it covers', ({ assert }) => {
    assert.equal(rangeText(NUMBER, { from: 0.2, to: 0.5 }), '0.92..0.95')
    // the middle of a logarithmic axis
    assert.equal(rangeText(LOG, { from: 0, to: 0.5 }), '0.0001..0.001')
    assert.equal(rangeText(TURNED, { from: 0.5, to: 1 }), '1..2')
  })

  test('holds whole numbers and choices that lie in it, and nothing where none does', ({
    assert,
  }) => {
    // 1.8 to 3.2
    assert.equal(rangeText(WHOLE, { from: 0.2, to: 0.55 }), '2..3')
    assert.isNull(rangeText(WHOLE, { from: 0.3, to: 0.45 }))
    assert.equal(rangeText(CHOICES, { from: 0.4, to: 1 }), '1,2')
    assert.isNull(rangeText(CHOICES, { from: 0.2, to: 0.4 }))
  })

  test('is drawn again from the range that the address holds', ({ assert }) => {
    for (const axis of [NUMBER, TURNED]) {
      const { from, to } = brushOf(axis, rangeText(axis, { from: 0.25, to: 0.5 }))!
      assert.closeTo(from, 0.25, 1e-9)
      assert.closeTo(to, 0.5, 1e-9)
    }
    const open = brushOf(NUMBER, '0.95..')!
    assert.closeTo(open.from, 0.5, 1e-9)
    assert.equal(open.to, 1)
    assert.isNull(brushOf(NUMBER, null))
    assert.isNull(brushOf(NUMBER, 'much'))
  })
})

test.group('Keys among marks in rows', () => {
  const mark = (x: number, y: number, trial: number): Mark => ({ x, y, link: `/trials/${trial}` })
  // trials 1, 2 and 3 at the lowest rung, of which 2 climbed, and 4 two rungs above
  const marks = [mark(1, 0.2, 1), mark(2, -0.1, 2), mark(3, 0, 3), mark(5, 1.1, 2), mark(9, 3, 4)]
  const from = (k: number, key: string, step = 1) => walked(marks, marks[k] ?? null, key, step)

  test('go along a row and stop at its ends', ({ assert }) => {
    assert.equal(from(0, 'ArrowRight'), marks[1])
    assert.equal(from(0, 'ArrowLeft'), marks[0])
    assert.equal(from(0, 'ArrowRight', 10), marks[2])
    assert.equal(from(1, 'End'), marks[2])
    assert.equal(from(1, 'Home'), marks[0])
  })

  test('go up to the same trial, else to the nearest value of the next row that has any', ({
    assert,
  }) => {
    assert.equal(from(1, 'ArrowUp'), marks[3])
    assert.equal(from(3, 'ArrowUp'), marks[4])
    assert.equal(from(4, 'ArrowUp'), marks[4])
    assert.equal(from(3, 'ArrowDown'), marks[1])
    assert.equal(walked(marks, null, 'ArrowRight', 1), marks[0])
    assert.isNull(from(0, 'a'))
  })
})

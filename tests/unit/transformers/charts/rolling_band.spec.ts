import { test } from '@japa/runner'
import { rollingBand } from '../../../../app/transformers/charts/rolling_band.ts'

const points = (values: (number | null)[]) => values.map((y, i) => ({ x: i + 1, y }))

test.group('Rolling band', () => {
  test('the median of the last three stands at every second episode from the third on', ({
    assert,
  }) => {
    const band = rollingBand(points([1, 2, 9, 4, 5]), { width: 3, stride: 2 })
    assert.deepEqual(band.x, [3, 5])
    assert.deepEqual(band.median, [2, 5])
  })

  test('the band is the 10th to the 90th percentile', ({ assert }) => {
    const band = rollingBand(points([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]), {
      width: 11,
      stride: 1,
    })
    assert.deepEqual([band.low, band.median, band.high], [[10], [50], [90]])
  })

  test('a list shorter than the width gives one point of what there is', ({ assert }) => {
    assert.deepEqual(rollingBand(points([4, 6]), { width: 25, stride: 5 }).median, [5])
    assert.deepEqual(rollingBand([], { width: 25, stride: 5 }).x, [])
  })

  test('missing values are left out', ({ assert }) => {
    const band = rollingBand(points([null, 3, null, 5]), { width: 2, stride: 1 })
    assert.deepEqual([band.x, band.median], [[4], [4]])
  })
})

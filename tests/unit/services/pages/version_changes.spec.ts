import { test } from '@japa/runner'
import { seriesOf } from '#core/market/series_of'
import { versionChange } from '#services/pages/version_changes'

const bars = (time: number[], close: number[]) =>
  seriesOf({ time, open: close, high: close, low: close, close, volume: close.map(() => 1) })

test.group('Versions of a dataset', () => {
  test('bars are compared by their time: new ones are added, other prices changed', ({
    assert,
  }) => {
    const before = bars([1, 2, 3], [10, 11, 12])
    const after = bars([2, 3, 4, 5], [11, 12.5, 13, 14])
    const counts = { added: 2, removed: 1, changed: 1 }
    assert.deepEqual(versionChange(before, after), { ...counts, bars: [] })
    const { bars: listed, ...counted } = versionChange(before, after, 3)
    assert.deepEqual(counted, counts)
    const closes = listed.map((bar) => [bar.time, bar.before?.close, bar.after?.close])
    // gone, changed, added; the second added one is counted only
    assert.deepEqual(closes, [
      [1, 10, undefined],
      [3, 12, 12.5],
      [4, undefined, 13],
    ])
  })

  test('the same bars have no change', ({ assert }) => {
    const same = bars([1, 2], [10, 11])
    assert.deepEqual(versionChange(same, same), {
      ...{ added: 0, removed: 0, changed: 0 },
      bars: [],
    })
  })
})

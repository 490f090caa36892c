import { test } from '@japa/runner'
import { figureOf } from '#services/bench/figure'
import { figuresOf, type Suite } from '#services/bench/measurement'

/** Counts what is measured; the k-th value of a figure is `base + k`. */
function suiteOf(measured: string[]): Suite {
  const piece = (names: readonly string[], unit: string | readonly string[], base: number) => ({
    names,
    unit,
    measure: (repeats: number) => {
      measured.push(...names)
      return names.map((_, n) => Array.from({ length: repeats }, (__, k) => base + 10 * n + k))
    },
  })
  return [piece(['a'], '1/s', 1), piece(['b', 'c'], ['1/s', '×'], 100), piece(['d'], 'ms', 7)]
}

test.group('Measurements', () => {
  test('a figure has the median, least and largest of its repeats', ({ assert }) => {
    assert.deepEqual(figureOf([3, 1, 2], 'ms'), { median: 2, min: 1, max: 3, unit: 'ms' })
    assert.deepEqual(figureOf([4, 1, 2, 3], 'ms'), { median: 2.5, min: 1, max: 4, unit: 'ms' })
  })

  test('a suite gives all its figures, each with its unit', async ({ assert }) => {
    const { signal } = new AbortController()
    const figures = await figuresOf(suiteOf([]), { repeats: 3, signal })
    assert.deepEqual(Object.keys(figures), ['a', 'b', 'c', 'd'])
    assert.deepEqual(figures['c'], { median: 111, min: 110, max: 112, unit: '×' })
    assert.equal(figures['d'].unit, 'ms')
  })

  test('only the pieces that give a wanted figure are measured', async ({ assert }) => {
    const measured: string[] = []
    const { signal } = new AbortController()
    const wanted = ['c']
    const figures = await figuresOf(suiteOf(measured), { repeats: 1, signal, wanted })
    assert.deepEqual(measured, ['b', 'c'])
    assert.deepEqual(Object.keys(figures), ['b', 'c'])
  })

  test('an abort ends it before the next piece', async ({ assert }) => {
    const measured: string[] = []
    const abort = new AbortController()
    abort.abort(new Error('enough'))
    const { signal } = abort
    await assert.rejects(() => figuresOf(suiteOf(measured), { repeats: 1, signal }), 'enough')
    assert.isEmpty(measured)
  })
})

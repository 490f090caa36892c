import { test } from '@japa/runner'
import fc from 'fast-check'
import { splitRanges } from '../../../app/core/evaluation/splits.ts'
import { isCodedError } from '../../../app/core/errors.ts'
import type { DataConfig } from '../../../app/core/market/data_parameters.ts'
import { barsOf } from '../environment/markets.ts'

const BARS = 300
const series = barsOf({
  open: new Array<number>(BARS).fill(10),
  close: new Array<number>(BARS).fill(10),
})

const day = fc
  .integer({ min: -5, max: BARS + 5 })
  .map((bar) => new Date(bar * 86_400_000).toISOString().slice(0, 10))
const share = fc.double({ min: 0.1, max: 0.55, noNaN: true })
const config: fc.Arbitrary<DataConfig> = fc.record({
  adjustment: fc.constant('raw' as const),
  from: fc.option(day, { freq: 1 }),
  until: fc.option(day, { freq: 1 }),
  trainShare: share,
  validationShare: share,
  validationFrom: fc.option(day, { freq: 1 }),
  testFrom: fc.option(day, { freq: 1 }),
  embargo: fc.option(fc.integer({ min: 0, max: 40 })),
  warmUp: fc.option(fc.integer({ min: 0, max: 40 })),
})

test.group('Ranges of selection and report', () => {
  test('whatever is asked for, they share no bar and no window, or are refused', ({ assert }) => {
    let [kept, refused] = [0, 0]
    fc.assert(
      fc.property(
        config,
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 1, max: 15 }),
        (given, firstUsable, window) => {
          try {
            const ranges = splitRanges(series, firstUsable, given, window)
            const { training, validation, test: sealed } = ranges
            const reach = window - 1
            if (training.first < firstUsable || sealed.last >= BARS) return false
            kept++
            return (
              training.first <= training.last &&
              validation.first - reach > training.last &&
              validation.first <= validation.last &&
              sealed.first - reach > validation.last &&
              sealed.first <= sealed.last
            )
          } catch (error) {
            refused++
            return isCodedError(error)
          }
        }
      ),
      { numRuns: 3000, seed: 20 }
    )
    assert.isAbove(kept, 100)
    assert.isAbove(refused, 100)
  })
})

import { test } from '@japa/runner'
import type { FeatureMatrix } from '../../../app/core/features/feature_matrix.ts'
import { INDICATORS, type FeatureConfig } from '../../../app/core/features/feature_parameters.ts'
import { buildObservation } from '../../../app/core/features/observation.ts'
import { checkPrefixInvariance } from '../../../app/core/features/prefix_invariance.ts'
import { fitScaler, scaledTable } from '../../../app/core/features/scaler.ts'
import { TechnicalAnalyzer } from '../../../app/core/features/technical_analyzer.ts'
import { featureParameters } from '../../../app/core/features/feature_parameters.ts'
import { sliceBars } from '../../../app/core/market/bar_range.ts'
import type { Series } from '../../../app/core/market/series.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { sampleBars } from '../../golden/sample_bars.ts'
import { barsOf } from '../environment/markets.ts'

const defaults = Object.fromEntries(
  featureParameters.map((parameter) => [
    parameter.path.slice('features.'.length),
    parameter.default,
  ])
) as unknown as FeatureConfig
const everything: FeatureConfig = { ...defaults, indicators: INDICATORS }
const analyzer = new TechnicalAnalyzer()
const features = (series: Series, config = everything): FeatureMatrix =>
  analyzer.calculateIndicators(series, config, 252)

test.group('Features', () => {
  test('on [0 .. t] they equal those on the whole series to the last bit', ({ assert }) => {
    const series = sampleBars(0, 300)
    const whole = features(series)
    for (const end of [49, 50, 51, 120, 298]) {
      const prefix = features(sliceBars(series, 0, end + 1))
      prefix.columns.forEach((column, f) => {
        column.forEach((value, t) => {
          assert.isTrue(Object.is(value, whole.columns[f][t]), `${whole.features[f].name} at ${t}`)
        })
      })
    }
  })

  test('extreme values after t change nothing at or before t', ({ assert }) => {
    const series = sampleBars(0, 300)
    const whole = features(series)
    for (const t of [60, 150, 298]) {
      const spoil = (column: Float64Array) =>
        column.map((value, k) => (k <= t ? value : k % 2 === 0 ? 1e9 : 1e-9))
      const { open, high, low, close, volume } = series
      const spoilt = features({
        ...series,
        open: spoil(open),
        high: spoil(high),
        low: spoil(low),
        close: spoil(close),
        volume: spoil(volume),
      })
      spoilt.columns.forEach((column, f) => {
        const { name } = whole.features[f]
        assert.deepEqual(column.slice(0, t + 1), whole.columns[f].slice(0, t + 1), `${name}, ${t}`)
      })
    }
  })

  test('every indicator passes the prefix-invariance gate', ({ assert }) => {
    const result = checkPrefixInvariance(sampleBars(), features, streamOf(1, 'sampling'))
    assert.equal(result.features, 22)
    assert.equal(result.bars, 1260)
    assert.isAbove(result.prefixes, 30)
  })

  test('a feature that knows the next close is stopped, with its name and bar', ({ assert }) => {
    const leaks = (series: Series): FeatureMatrix => {
      const matrix = features(series, { ...defaults, indicators: ['rsi'] })
      const next = series.close.map((close, t) => series.close[t + 1] ?? close)
      return {
        ...matrix,
        features: [...matrix.features, { name: 'tomorrow', label: '', unit: '', factor: 1 }],
        columns: [...matrix.columns, next],
        firstValid: [...matrix.firstValid, 0],
      }
    }
    assert.throws(
      () => checkPrefixInvariance(sampleBars(0, 200), leaks, streamOf(1, 'sampling')),
      /Feature tomorrow at bar \d+ changes with bars after/
    )
  })

  test('a mean over the whole series is found out on a series of any length', ({ assert }) => {
    for (const length of [40, 400]) {
      const centred = (series: Series): FeatureMatrix => {
        const mean = series.close.reduce((sum, close) => sum + close, 0) / series.length
        const matrix = features(series, { ...defaults, indicators: ['log_return'] })
        return { ...matrix, columns: [series.close.map((close) => close - mean)] }
      }
      assert.throws(() =>
        checkPrefixInvariance(sampleBars(0, length), centred, streamOf(1, 'sampling'))
      )
    }
  })

  test('warm-up rows stay missing: no zero and no later value fills them', ({ assert }) => {
    const matrix = features(sampleBars())
    matrix.columns.forEach((column, f) => {
      const first = matrix.firstValid[f]
      assert.isTrue(column.subarray(0, first).every(Number.isNaN), matrix.features[f].name)
      assert.isTrue(column.subarray(first).every(Number.isFinite), matrix.features[f].name)
    })
    assert.equal(matrix.firstUsable, 49) // the 50-bar average
  })

  test('prices times 8 leave every feature as it was', ({ assert }) => {
    const series = sampleBars(0, 300)
    const times = (column: Float64Array) => column.map((value) => value * 8)
    const split = {
      ...series,
      open: times(series.open),
      high: times(series.high),
      low: times(series.low),
      close: times(series.close),
    }
    const [ours, theirs] = [features(series), features(split)]
    ours.columns.forEach((column, f) => {
      for (let t = ours.firstUsable; t < 300; t++) {
        assert.approximately(theirs.columns[f][t], column[t], 1e-9, ours.features[f].name)
      }
    })
  })

  test('flat prices give RSI 50, %B 0.5 and no NaN', ({ assert }) => {
    const flat = Array.from({ length: 120 }, () => 10)
    const matrix = features(barsOf({ open: flat, close: flat, volume: flat.map(() => 0) }))
    const last = (name: string) =>
      matrix.columns[matrix.features.findIndex((feature) => feature.name === name)][119]
    assert.equal(last('rsi_14'), 50)
    assert.equal(last('bollinger_percent_b_20_2'), 0.5)
    assert.equal(last('relative_volume_20'), 1)
    assert.equal(last('adx_14'), 0)
  })

  test('a MACD whose fast average is not faster is refused with both periods', ({ assert }) => {
    assert.throws(
      () => features(sampleBars(0, 100), { ...everything, macdFast: 26 }),
      'features.macdFast is 26, but must be under features.macdSlow, 26.'
    )
  })
})

test.group('Scaler', () => {
  const matrix = (values: number[]): FeatureMatrix => ({
    features: [{ name: 'x', label: 'x', unit: '', factor: 1 }],
    columns: [Float64Array.from(values)],
    rows: values.length,
    firstValid: [0],
    firstUsable: 0,
  })

  test('is fitted on the training range alone', ({ assert }) => {
    const one = fitScaler([{ matrix: matrix([1, 3, 100]), first: 0, last: 1 }])
    const two = fitScaler([{ matrix: matrix([1, 3, -5000]), first: 0, last: 1 }])
    assert.deepEqual(one, { mean: [2], scale: [1] }) // population sd of 1 and 3
    assert.deepEqual(one, two)
  })

  test('cuts at the clip and centres a feature that does not vary', ({ assert }) => {
    const state = { mean: [2], scale: [1] }
    assert.deepEqual(Array.from(scaledTable(matrix([1, 3, 100]), state, 5)), [-1, 1, 5])
    assert.deepEqual(fitScaler([{ matrix: matrix([4, 4]), first: 0, last: 1 }]), {
      mean: [4],
      scale: [1],
    })
  })

  test('two ranges count as one sample', ({ assert }) => {
    const ranges = [
      { matrix: matrix([0, 2, 9]), first: 0, last: 1 },
      { matrix: matrix([9, 4, 6]), first: 1, last: 2 },
    ]
    assert.deepEqual(fitScaler(ranges).mean, [3]) // 0, 2, 4, 6
  })
})

test.group('Observation', () => {
  test('holds the window oldest first, then the own numbers', ({ assert }) => {
    const table = Float32Array.of(1, 2, 3, 4, 5, 6) // three rows of two
    const out = new Float32Array(5)
    buildObservation(out, table, 2, 2, 2, Float32Array.of(9))
    assert.deepEqual(Array.from(out), [3, 4, 5, 6, 9])
  })
})

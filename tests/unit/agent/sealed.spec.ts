import { test } from '@japa/runner'
import { referenceEngines } from '../../../app/compute/engines/reference/reference_engine.ts'
import { openSeries } from '../../../app/core/agent/sealed_series.ts'
import type { BarRange } from '../../../app/core/evaluation/splits.ts'
import type { CorporateAction, Series } from '../../../app/core/market/series.ts'
import { datasetOf, play, smallSpec, walk } from './run_fixture.ts'

const DAY = 86_400_000

/** The series with every price and volume of some bars replaced. */
function replaced(series: Series, range: BarRange, value: number): Series {
  const spoil = (column: Float64Array) =>
    column.map((old, t) => (t >= range.first && t <= range.last ? value : old))
  const { open, high, low, close, adjClose, volume } = series
  return {
    ...series,
    adjClose: adjClose && spoil(adjClose),
    open: spoil(open),
    high: spoil(high),
    low: spoil(low),
    close: spoil(close),
    volume: spoil(volume),
  }
}

/** A run on these bars, and all that it reported. */
function runOn(series: Series, actions: readonly CorporateAction[] = []) {
  const datasets = [{ ...datasetOf(series), actions }]
  const { run, outcome } = play(smallSpec({}, { datasets }), referenceEngines)
  const { episodes, validations, scores, models } = run
  return { outcome, episodes, validations, scores, models }
}

test.group('Sealed ranges', () => {
  const { splits } = openSeries(datasetOf(walk()), smallSpec().parameters)
  const last = walk().length - 1
  // the embargo before the test range belongs to no range either
  const unseen = { first: splits.validation.last + 1, last }

  test('replacing every bar after the validation range changes no bit of training and validation', ({
    assert,
  }) => {
    const usual = runOn(walk())
    for (const garbage of [NaN, 1e12, 1e-12]) {
      assert.deepEqual(runOn(replaced(walk(), unseen, garbage)), usual)
    }
  })

  test('so it is where dividends are known from an adjusted close alone', ({ assert }) => {
    const market = walk()
    // a dividend of 1 % at bar 100 and one in the test range
    const factor = (t: number) => (t < 100 ? 0.97 : t < splits.test.first + 5 ? 0.98 : 1)
    const series = { ...market, adjClose: market.close.map((close, t) => close * factor(t)) }
    const usual = runOn(series)
    for (const garbage of [NaN, 1e12]) {
      assert.deepEqual(runOn(replaced(series, unseen, garbage)), usual)
    }
  })

  test('splits and dividends of the test range change no bit of training and validation', ({
    assert,
  }) => {
    const time = walk().time[splits.test.first + 5]
    const later: CorporateAction[] = [
      { kind: 'split', time, ratio: 3 },
      { kind: 'dividend', time: time + DAY, amount: 1.7 },
    ]
    const earlier: CorporateAction = { kind: 'dividend', time: walk().time[100], amount: 0.5 }
    assert.deepEqual(runOn(walk(), [earlier, ...later]), runOn(walk(), [earlier]))
    assert.notDeepEqual(runOn(walk(), [earlier]).outcome, runOn(walk()).outcome)
  })

  test('the validation range changes scores, never the scaler or the trained weights', ({
    assert,
  }) => {
    const usual = runOn(walk())
    const other = runOn(replaced(walk(), splits.validation, 100))
    assert.deepEqual(other.outcome.weights, usual.outcome.weights)
    assert.deepEqual(other.episodes, usual.episodes)
    assert.deepEqual(other.models[0].manifest.scaler, usual.models[0].manifest.scaler)
    assert.notDeepEqual(other.scores, usual.scores)
  })

  test('whole episodes are the training range after its first window, and the validation range', ({
    assert,
  }) => {
    const spec = smallSpec({ 'training.episodeLength': null, 'training.episodes': 2 })
    const { episodes, validations } = play(spec, referenceEngines).run
    for (const { startBar, steps } of episodes) {
      assert.equal(startBar, splits.training.first + 2)
      assert.equal(startBar + steps, splits.training.last)
    }
    for (const { startBar, steps } of validations) {
      assert.equal(startBar, splits.validation.first)
      assert.equal(startBar + steps, splits.validation.last)
    }
  })
})

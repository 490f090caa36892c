import { test } from '@japa/runner'
import { referenceEngines } from '../../../app/compute/engines/reference/reference_engine.ts'
import { evaluateModel } from '../../../app/core/agent/evaluate_model.ts'
import { explainDecision } from '../../../app/core/agent/explain_decision.ts'
import { firstLargest } from '../../../app/core/agent/greedy_player.ts'
import type { RunModel } from '../../../app/core/agent/model_manifest.ts'
import { openSeries } from '../../../app/core/agent/sealed_series.ts'
import type { StoredModel } from '../../../app/core/agent/stored_model.ts'
import { datasetOf, play, smallSpec, walk } from './run_fixture.ts'

const spec = smallSpec()
const dataset = datasetOf(walk())
const { run, outcome } = play(spec, referenceEngines)
const best = outcome.best as RunModel

/** A model whose Q-values are linear: Q(long) = 2 × newest scaled log return + position, Q(flat) = 0. */
function linearModel(): StoredModel {
  const manifest = { ...best.manifest, shape: { ...best.manifest.shape, hidden: [] } }
  // inputs: three bars of log return and RSI, then the own state; [out, in] row-major, then biases
  const weights = new Float64Array(2 * 11 + 2)
  weights[11 + 4] = 2
  weights[11 + 6] = 1
  return { episode: 1, manifest, weights }
}

test.group('Stored model', () => {
  test('evaluated over the validation range it plays the validation episode it was kept for', ({
    assert,
  }) => {
    // a split after the validation range is sealed as well
    const time = dataset.series.time[openSeries(dataset, spec.parameters).splits.test.first]
    const actions = [{ kind: 'split', time, ratio: 3 } as const]
    const model = structuredClone(best)
    const record = evaluateModel(model, { ...dataset, actions }, 'validation', referenceEngines)
    const kept = run.validations.find(({ number }) => number === best.episode)
    assert.deepEqual(record, kept)
  })

  test('of equal Q-values the first is taken', ({ assert }) => {
    assert.equal(firstLargest(Float32Array.of(-1, 2, 2)), 1)
    assert.equal(firstLargest(Float32Array.of(0, 0)), 0)
  })

  test('evaluated out of sample it plays the test range with the scaler of training', ({
    assert,
  }) => {
    const { splits } = openSeries(dataset, spec.parameters)
    const record = evaluateModel(best, dataset, 'test', referenceEngines)
    assert.equal(record.kind, 'test')
    assert.equal(record.startBar, splits.test.first)
    assert.equal(record.startBar + record.steps, splits.test.last)
    assert.equal(record.stepColumns?.qValues?.length, 2 * record.steps)
    const shifted = {
      ...best,
      manifest: { ...best.manifest, scaler: { mean: [1, 50], scale: [0.1, 5] } },
    }
    const other = evaluateModel(shifted, dataset, 'test', referenceEngines)
    assert.notDeepEqual(other.stepColumns?.qValues, record.stepColumns?.qValues)
  })

  test('a recorded decision is explained with the Q-values it was made with', ({ assert }) => {
    const record = evaluateModel(best, dataset, 'validation', referenceEngines)
    const { startBar, stepColumns } = record
    if (!stepColumns?.qValues) return assert.fail('the episode has no steps')
    const path = { kind: record.kind, startBar, actions: stepColumns.action }
    for (const k of [0, 7, record.steps - 1]) {
      const answer = explainDecision(best, dataset, path, startBar + k, referenceEngines)
      assert.deepEqual(answer.qValues, [...stepColumns.qValues.slice(2 * k, 2 * k + 2)])
      assert.equal(answer.action, stepColumns.action[k])
      assert.closeTo(answer.margin, Math.abs(answer.qValues[0] - answer.qValues[1]), 1e-7)
      assert.equal(answer.own[0].name, 'position')
    }
  })

  test('a decision of a training episode is explained in the place where it was made', ({
    assert,
  }) => {
    const { startBar, stepColumns } = run.episodes[2]
    if (stepColumns === null) return assert.fail('the episode has no steps')
    const path = { kind: 'training', startBar, actions: stepColumns.action } as const
    for (const k of [0, 11, 39]) {
      const answer = explainDecision(best, dataset, path, startBar + k, referenceEngines)
      assert.equal(answer.time, dataset.series.time[startBar + k])
      const held = k === 0 ? 0 : stepColumns.weight[k - 1]
      assert.equal(answer.own[0].value, held)
    }
  })

  test('the effect of a feature is the change of the margin without it', ({ assert }) => {
    const model = linearModel()
    const { startBar, stepColumns } = evaluateModel(model, dataset, 'validation', referenceEngines)
    if (stepColumns === null) return assert.fail('the episode has no steps')
    const path = { kind: 'validation', startBar, actions: stepColumns.action } as const
    const bar = startBar + 9
    const { margin, action, features, own, qValues } = explainDecision(
      model,
      dataset,
      path,
      bar,
      referenceEngines
    )
    const [logReturn, rsi] = features
    // Q(long) - Q(flat) = 2 x + p: without x it is p, seen from the action that is wanted
    const position = own[0].value
    const sign = action === 1 ? 1 : -1
    assert.closeTo(qValues[1], 2 * logReturn.scaled + position, 1e-6)
    assert.closeTo(margin, sign * qValues[1], 1e-6)
    assert.closeTo(logReturn.effect, -sign * 2 * logReturn.scaled, 1e-6)
    assert.equal(rsi.effect, 0)
    const { close } = walk()
    assert.closeTo(logReturn.value, Math.log(close[bar] / close[bar - 1]), 1e-12)
    assert.equal(logReturn.window.at(-1), logReturn.value)
    assert.lengthOf(logReturn.window, 3)
  })

  test('the effect of an own number is the change of the margin with that of a flat account', ({
    assert,
  }) => {
    const model = linearModel()
    const { startBar } = evaluateModel(model, dataset, 'validation', referenceEngines)
    // long from the first bar: bought at the open of the next, held 8 bars at the ninth close
    const path = { kind: 'validation', startBar, actions: new Array<number>(12).fill(1) } as const
    const explain = (k: number) =>
      explainDecision(model, dataset, path, startBar + k, referenceEngines)
    const { action, own, barsHeld } = explain(9)
    const effects = Object.fromEntries(own.map(({ name, effect }) => [name, effect]))
    // Q(long) - Q(flat) = 2 x + p, and a flat account has p = 0; no other number of it weighs
    assert.closeTo(effects.position, -(action === 1 ? 1 : -1) * own[0].value, 1e-6)
    assert.isAbove(own[0].value, 0.9)
    assert.deepEqual([effects.target, effects.bars_held, effects.cash_weight], [0, 0, 0])
    assert.equal(barsHeld, 8)
    assert.equal(explain(0).barsHeld, 0)
  })

  test('percentiles are shares of training bars and of the episode at or under the value', ({
    assert,
  }) => {
    const model = linearModel()
    const { startBar, stepColumns } = evaluateModel(model, dataset, 'validation', referenceEngines)
    if (!stepColumns?.qValues) return assert.fail('the episode has no steps')
    const path = { kind: 'validation', startBar, actions: stepColumns.action } as const
    const explain = (bar: number) => explainDecision(model, dataset, path, bar, referenceEngines)
    const margins = Array.from(stepColumns.action, (_, k) =>
      Math.abs(stepColumns.qValues![2 * k + 1])
    )
    const widest = margins.indexOf(Math.max(...margins))
    assert.equal(explain(startBar + widest).marginPercentile, 1)
    const { splits, matrix } = openSeries(dataset, spec.parameters)
    const { training } = splits
    const [column] = matrix.columns
    const bar = startBar + 4
    const under = column
      .slice(training.first, training.last + 1)
      .filter((value) => value <= column[bar])
    const { trainingPercentile } = explain(bar).features[0]
    assert.closeTo(trainingPercentile, under.length / (training.last - training.first + 1), 1e-12)
  })

  test('a bar outside the episode is refused with the bars it may be', ({ assert }) => {
    const path = { kind: 'validation', startBar: 300, actions: [0, 1, 0] } as const
    const explain = (bar: number) => explainDecision(best, dataset, path, bar, referenceEngines)
    assert.throws(() => explain(303), 'bar is 303, but the episode decides at bars 300 to 302.')
    assert.throws(() => explain(299.5), /decides at bars 300 to 302/)
  })
})

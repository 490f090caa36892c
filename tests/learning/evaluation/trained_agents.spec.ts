import { test } from '@japa/runner'
import { evaluateModels, type Judged } from '../../../app/core/agent/evaluate_models.ts'
import { evaluationSettings } from '../../../app/core/evaluation/tear_sheet/evaluation_settings.ts'
import type { TearSheet } from '../../../app/core/evaluation/tear_sheet/tear_sheet.ts'
import type { VerdictName } from '../../../app/core/evaluation/verdicts/verdict.ts'
import type { Series } from '../../../app/core/market/series.ts'
import { resolveParameters, type Overrides } from '../../../app/core/parameters/resolve.ts'
import { RandomStream } from '../../../app/core/random/random_stream.ts'
import { datasetOf, play } from '../../unit/agent/run_fixture.ts'
import { learningEngines } from '../engine.ts'
import { regimeMarket } from '../planted_markets.ts'
import { randomWalk } from '../../../app/services/bench/noise_sheets.ts'

const LEARNER: Overrides = {
  'features.window': 3,
  'features.indicators': ['log_return'],
  'environment.commissionRate': 0.0002,
  'environment.slippageBps': 1,
  'agent.hiddenLayers': [16],
  'agent.batchSize': 32,
  'agent.learningRate': 0.001,
  'agent.gamma': 0.9,
  'agent.capacity': 5000,
  'agent.targetEvery': 100,
  'agent.learningStarts': 200,
  'agent.trainEvery': 1,
  'training.episodes': 20,
  'training.episodeLength': 100,
  'training.validateEvery': 5,
}

/** Trains one seed on the series and judges its best weights. */
function judged(
  series: Series,
  range: 'validation' | 'test',
  overrides: Overrides = {},
  seed = 1
): TearSheet {
  const dataset = datasetOf(series)
  const parameters = resolveParameters({ ...LEARNER, ...overrides })
  const spec = { seed, parameters, datasets: [dataset], codeVersion: 'test', checkpoint: null }
  const { outcome } = play(spec, learningEngines)
  if (outcome.best === null) throw new Error(outcome.error?.message ?? 'It has no model.')
  const settings = { bootstrap: 500, randomDraws: 20, startShifts: 3, costs: [0, 1, 3] }
  const input: Judged = {
    seeds: [{ seed, models: [{ ...outcome.best, runId: 1 }] }],
    dataset,
    range,
    settings: evaluationSettings(settings),
    trials: { count: 1, sharpes: [] },
    looks: range === 'test' ? 1 : 0,
    notes: [],
  }
  return evaluateModels(input, () => learningEngines).sheet
}

function verdictOf({ verdicts }: TearSheet, name: VerdictName) {
  return verdicts.find((verdict) => verdict.name === name)
}

function stream(seed: number): RandomStream {
  return new RandomStream(Uint32Array.of(seed, 2, 3, 4))
}

test.group('Verdicts on trained agents', () => {
  test('of 20 agents trained on random walks at most one is said to beat buy and hold', ({
    assert,
  }) => {
    let claims = 0
    for (let k = 1; k <= 20; k++) {
      const sheet = judged(randomWalk(1000, 0.01, stream(k)), 'test', {}, k)
      if (verdictOf(sheet, 'beats_buy_and_hold')?.state === 'pass') claims++
    }
    assert.isAtMost(claims, 1)
  }).timeout(60_000)

  test('an agent that learned a market with an edge is said to beat buy and hold', ({ assert }) => {
    const sheet = judged(regimeMarket(2000, 0.01, 0.1, stream(5)), 'test')
    assert.equal(verdictOf(sheet, 'beats_buy_and_hold')?.state, 'pass')
    assert.equal(verdictOf(sheet, 'deflated_sharpe')?.state, 'pass')
    assert.equal(verdictOf(sheet, 'degenerate_policy')?.state, 'pass')
  }).timeout(60_000)

  test('an agent trained on a steady uptrend gets the degenerate-policy verdict', ({ assert }) => {
    const uptrend = regimeMarket(1000, 0.002, 0, stream(6))
    const verdict = verdictOf(judged(uptrend, 'test'), 'degenerate_policy')
    assert.equal(verdict?.state, 'fail')
    assert.isAtLeast(verdict?.figure ?? 0, 0.99)
    assert.match(verdict?.sentence ?? '', /one constant action: long/)
  }).timeout(60_000)

  test('garbage in place of every test bar changes no bit of training, selection and validation sheet', ({
    assert,
  }) => {
    const series = randomWalk(1000, 0.01, stream(7))
    const expected = judged(series, 'validation')
    const firstSealed = series.time.indexOf(expected.time.at(-1)!) + 1
    assert.isAbove(firstSealed, 600)
    assert.isBelow(firstSealed, 900)
    const random = stream(8)
    const garbage = (column: Float64Array) =>
      column.map((value, t) => (t < firstSealed ? value : 1e6 * random.float()))
    const { time, open, high, low, close, volume } = series
    const spoiled = {
      ...{ ...series, time },
      open: garbage(open),
      high: garbage(high),
      low: garbage(low),
      close: garbage(close),
      volume: garbage(volume),
    }
    assert.deepEqual(judged(spoiled, 'validation'), expected)
  }).timeout(60_000)
})

import { test } from '@japa/runner'
import { runMarkets } from '../../../app/core/agent/run_markets.ts'
import { featuresOf } from '../../../app/core/agent/sealed_series.ts'
import type { EnvironmentMarket } from '../../../app/core/environment/environment_market.ts'
import { EpisodeRecorder } from '../../../app/core/environment/episode_recorder.ts'
import { TradingEnvironment } from '../../../app/core/environment/trading_environment.ts'
import { pickBars, sliceBars } from '../../../app/core/market/bar_range.ts'
import type { Series } from '../../../app/core/market/series.ts'
import { resolveParameters } from '../../../app/core/parameters/resolve.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { sampleBars } from '../../golden/sample_bars.ts'
import { barsOf } from '../environment/markets.ts'
import { datasetOf, walk } from './run_fixture.ts'

const LONG = 1

function marketsOf(series: Series, overrides: Readonly<Record<string, unknown>>) {
  const parameters = resolveParameters({
    'data.adjustment': 'raw',
    'environment.commissionRate': 0,
    'environment.slippageBps': 0,
    'environment.rewardScale': 1,
    ...overrides,
  })
  const markets = runMarkets([datasetOf(series)], parameters)
  const environmentOn = (market: EnvironmentMarket) =>
    new TradingEnvironment([market], parameters.environment, {
      window: parameters.features.window,
      episodeLength: null,
      randomStart: false,
      random: streamOf(1, 'environment'),
    })
  return { parameters, markets, environmentOn }
}

test.group('Bars as an agent sees them', () => {
  test('without one middle row, feature, price and reward still belong to one time', ({
    assert,
  }) => {
    // an open is the close before, so that a held position earns each bar's log return
    const { close } = walk(3, 300)
    const open = close.map((_, t) => close[Math.max(0, t - 1)])
    const whole = barsOf({ open: [...open], close: [...close] })
    const rows = Array.from({ length: 300 }, (_, t) => t).filter((t) => t !== 100)
    const short = pickBars(whole, rows)
    short.open[100] = short.close[99]
    const closeAt = new Map(rows.map((row) => [whole.time[row], whole.close[row]]))
    const { markets, environmentOn } = marketsOf(short, {
      'features.window': 1,
      'features.indicators': ['log_return'],
      'features.clip': 100,
    })
    const [mean, scale] = [markets.scaler.mean[0], markets.scaler.scale[0]]
    const environment = environmentOn(markets.training[0])
    const recorder = new EpisodeRecorder(environment)
    let [observation] = environment.reset()
    recorder.begin()
    const seen: number[] = []
    while (!environment.truncated) {
      seen.push(observation[0] * scale + mean)
      ;[observation] = environment.step(LONG)
      recorder.step(LONG, null)
    }
    const facts = { kind: 'training', number: 1, epsilon: 0, meanLoss: null } as const
    const { stepColumns } = recorder.finish({ ...facts, withSteps: true })
    if (stepColumns === null) return assert.fail('no steps were kept')
    const { time, price, reward } = stepColumns
    assert.isTrue(Array.from(time).includes(whole.time[101]))
    assert.isFalse(Array.from(time).includes(whole.time[100]))
    for (let k = 1; k < stepColumns.length; k++) {
      const [before, now] = [closeAt.get(time[k - 1])!, closeAt.get(time[k])!]
      assert.equal(price[k], now)
      assert.approximately(reward[k], Math.log(now / before), 1e-9)
      // what was decided upon in step k + 1 was seen at the close that step k reached
      if (k + 1 < seen.length) assert.approximately(seen[k + 1], Math.log(now / before), 1e-6)
    }
  })

  test('the first observation of an episode has no NaN, and only what its bars and those before give', ({
    assert,
  }) => {
    const series = sampleBars()
    const { parameters, markets, environmentOn } = marketsOf(series, { 'features.window': 4 })
    const [market] = markets.training
    const { firstUsable } = markets.sealed[0].matrix
    assert.equal(firstUsable, 49) // the 50-bar average is the longest
    assert.equal(market.firstBar, firstUsable + 3) // the whole window is known
    const [observation] = environmentOn(market).reset()
    const prefix = sliceBars(series, 0, market.firstBar + 1)
    const matrix = featuresOf(prefix, datasetOf(series).identity, parameters)
    const { mean, scale } = markets.scaler
    const expected = [3, 2, 1, 0].flatMap((back) =>
      matrix.columns.map((column, f) => (column[market.firstBar - back] - mean[f]) / scale[f])
    )
    assert.lengthOf(expected, 4 * market.columns)
    expected.forEach((value, i) => {
      const clipped = Math.max(-parameters.features.clip, Math.min(parameters.features.clip, value))
      assert.approximately(observation[i], clipped, 1e-6)
    })
  })
})

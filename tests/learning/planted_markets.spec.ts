import { test } from '@japa/runner'
import { evaluateModel } from '../../app/core/agent/evaluate_model.ts'
import { playLevels } from '../../app/core/environment/play_levels.ts'
import type { EpisodeRecord } from '../../app/core/environment/episode_record.ts'
import type { Series } from '../../app/core/market/series.ts'
import { resolveParameters, type Overrides } from '../../app/core/parameters/resolve.ts'
import { RandomStream } from '../../app/core/random/random_stream.ts'
import { datasetOf, play, RecordedRun } from '../unit/agent/run_fixture.ts'
import { learningEngines } from './engine.ts'
import { optimumOf, type OptimumRules } from './optimum.ts'
import {
  gapMarket,
  regimeMarket,
  regimePolicy,
  stepsMarket,
  waveMarket,
} from './planted_markets.ts'

const SEEDS = [1, 2, 3, 4, 5]
const COSTS = { commissionRate: 0.001, slippageBps: 5 }
const LEARNER: Overrides = {
  'features.window': 3,
  'features.indicators': ['log_return'],
  'environment.commissionRate': COSTS.commissionRate,
  'environment.slippageBps': COSTS.slippageBps,
  'environment.borrowRate': 0,
  'agent.hiddenLayers': [32],
  'agent.batchSize': 32,
  'agent.learningRate': 0.001,
  'agent.gamma': 0.9,
  'agent.capacity': 10_000,
  'agent.targetEvery': 100,
  'agent.learningStarts': 200,
  'agent.trainEvery': 1,
  'training.episodes': 60,
  'training.episodeLength': 100,
  'training.validateEvery': 10,
}

interface Played {
  readonly seed: number
  /** Every episode of the run, and the best model's out of sample. */
  readonly episodes: readonly EpisodeRecord[]
  readonly test: EpisodeRecord
}

const growthOf = ({ finalEquity, initialEquity }: EpisodeRecord) =>
  Math.log(finalEquity / initialEquity)

/** Trains on a market and plays the best weights on its unseen range. */
function trainOn(series: Series, overrides: Overrides = {}): Played[] {
  const parameters = resolveParameters({ ...LEARNER, ...overrides })
  const dataset = datasetOf(series)
  return SEEDS.map((seed) => {
    const spec = { seed, parameters, datasets: [dataset], codeVersion: 'test', checkpoint: null }
    const { run, outcome } = play(spec, learningEngines, new RecordedRun())
    if (outcome.best === null) throw new Error('the run kept no weights')
    const unseen = evaluateModel(outcome.best, dataset, 'test', learningEngines)
    return { seed, episodes: [...run.episodes, ...run.validations, unseen], test: unseen }
  })
}

function optimumOfEpisode(
  series: Series,
  { startBar, steps }: EpisodeRecord,
  short = false
): number {
  const rules: OptimumRules = { ...COSTS, short }
  return optimumOf(series, startBar, startBar + steps, rules).logGrowth
}

/** The largest excess of an episode's log growth over its optimum, over all episodes. */
function largestExcess(series: Series, played: readonly Played[], short = false): number {
  const excess = played.flatMap(({ episodes }) =>
    episodes.map((episode) => growthOf(episode) - optimumOfEpisode(series, episode, short))
  )
  return Math.max(...excess)
}

test.group(`Planted markets (${learningEngines.name})`, () => {
  for (const short of [false, true]) {
    const name = short ? 'long, flat and short' : 'long and flat'
    test(`a wave: at least 95 % of the optimum on unseen bars, ${name}, and nothing exceeds it`, ({
      assert,
    }) => {
      const series = waveMarket(800, 20, 0.1)
      const levels = short ? [-1, 0, 1] : [0, 1]
      const played = trainOn(series, { 'environment.levels': levels })
      for (const { seed, test: unseen } of played) {
        const share = growthOf(unseen) / optimumOfEpisode(series, unseen, short)
        assert.isAtLeast(share, 0.95, `seed ${seed}`)
      }
      assert.isAtMost(largestExcess(series, played, short), 1e-9)
    }).timeout(120_000)
  }

  test('steps: at least 95 % of an optimum that leaves moves under the costs alone', ({
    assert,
  }) => {
    const series = stepsMarket(800, 0.002, 0.06)
    const played = trainOn(series)
    for (const { seed, test: unseen } of played) {
      const share = growthOf(unseen) / optimumOfEpisode(series, unseen)
      assert.isAtLeast(share, 0.95, `seed ${seed}`)
    }
    assert.isAtMost(largestExcess(series, played), 1e-9)
  }).timeout(120_000)

  test('regimes: at least 95 % of what the best policy makes on the same unseen bars, and not far over it', ({
    assert,
  }) => {
    const series = regimeMarket(2500, 0.01, 0.1, new RandomStream(Uint32Array.of(5, 6, 7, 8)))
    const policy = regimePolicy(0.01, 0.1, COSTS.commissionRate + COSTS.slippageBps / 10_000)
    const played = trainOn(series)
    for (const { seed, test: unseen } of played) {
      const levels = new Float64Array(unseen.steps)
      for (let k = 0; k < unseen.steps; k++) {
        const bar = unseen.startBar + k
        const rose = series.close[bar] > series.close[bar - 1]
        levels[k] = policy(rose, k > 0 && levels[k - 1] === 1) ? 1 : 0
      }
      const config = resolveParameters(LEARNER).environment
      const { startBar } = unseen
      const best = playLevels(series, levels, config, {
        ...{ periodsPerYear: 252, startBar, lastBar: startBar + unseen.steps },
      })
      const growth = Math.log(best.equity[unseen.steps] / config.initialCash)
      assert.isAtLeast(growthOf(unseen), 0.95 * growth, `seed ${seed}`)
      // whoever knew the next turn would come near the optimum of hindsight
      const hindsight = optimumOfEpisode(series, unseen)
      assert.isAtMost(growthOf(unseen), 0.8 * growth + 0.2 * hindsight, `seed ${seed}`)
    }
    assert.isAtMost(largestExcess(series, played), 1e-9)
  }).timeout(120_000)

  test('gaps after the signal are out of reach: no agent earns what filling at the seen close would', ({
    assert,
  }) => {
    const series = gapMarket(1200, 0.002, 0.02, new RandomStream(Uint32Array.of(1, 6, 7, 8)))
    const played = trainOn(series)
    for (const { seed, test: unseen } of played) {
      let leak = 0
      for (let k = 0; k < unseen.steps; k++) {
        const bar = unseen.startBar + k
        if (series.close[bar] > series.open[bar]) leak += 0.02
      }
      assert.isBelow(growthOf(unseen), 0.1 * leak, `seed ${seed}`)
    }
    assert.isAtMost(largestExcess(series, played), 1e-9)
  }).timeout(120_000)
})

import type { RunDataset } from '#core/agent/run_contract'
import { resolveParameters } from '#core/parameters/resolve'
import { streamOf } from '#core/random/streams'
import { overSeeds } from '#core/tuning/objectives'
import { configOf } from '#core/tuning/propose'
import { readSearchSpace } from '#core/tuning/read_search_space'
import type { TrialValues } from '#core/tuning/search_space'
import { regimeMarket } from '#services/bench/planted_bars'
import type { Problem } from '#services/bench/samplers/best_found'
import { validationReturn } from '#services/bench/samplers/validation_return'

const BARS = 1260
const MOVE = 0.01
const TURN = 0.1
const TRAINING_SEEDS = [1, 2, 3]

/** A market with a rule to learn: each bar goes on as the one before, but turns once in ten. */
function market(): RunDataset {
  return {
    sha256: '0'.repeat(64),
    identity: {
      symbol: 'REGIME',
      interval: '1d',
      source: 'sample',
      calendar: 'exchange',
      currency: 'USD',
    },
    series: regimeMarket(BARS, MOVE, TURN, streamOf(5, 'environment')),
    actions: [],
    splitAdjusted: true,
  }
}

const SPACE = readSearchSpace({
  'agent.learningRate': { low: 1e-6, high: 0.1, log: true },
  'agent.gamma': { low: 0, high: 0.99 },
  'agent.trainEvery': { low: 1, high: 64, log: true },
  'agent.hiddenLayers': { choices: [[4], [16], [64]] },
  'agent.epsilonEnd': { low: 0.02, high: 0.8 },
  'environment.turnoverPenalty': { low: 0.0001, high: 1, log: true },
  'environment.reward': {},
  'features.window': { low: 1, high: 20 },
})

/** Some 1,200 steps of a small agent that may be long, flat or short, validated once, at its end. */
const BASE = resolveParameters(
  {
    'environment.levels': [-1, 0, 1],
    'agent.learningStarts': 250,
    'agent.targetEvery': 250,
    'agent.capacity': 5000,
    'training.episodes': 5,
    'training.episodeLength': 252,
    'training.validateEvery': 5,
  },
  'quick'
)

/**
 * A study whose every trial is trained, with three seeds: the median validation return, its sign turned.
 * What was trained before is remembered.
 */
export function plantedStudy(): Problem {
  const dataset = market()
  const trained = new Map<string, number>()
  const valueAt = (point: TrialValues): number => {
    const key = JSON.stringify(point)
    const known = trained.get(key)
    if (known !== undefined) return known
    const parameters = configOf(BASE, point)
    const returns = TRAINING_SEEDS.map((seed) => validationReturn(parameters, seed, dataset))
    const value = 0 - (overSeeds(returns) ?? 0)
    trained.set(key, value)
    return value
  }
  return { name: 'planted', space: SPACE, trials: 50, minimum: NaN, valueAt }
}

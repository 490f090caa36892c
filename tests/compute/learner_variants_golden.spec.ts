import { test } from '@japa/runner'
import { ENGINES, type EngineUnderTest } from './engines.ts'
import {
  fillBatch,
  firstQ,
  flatten,
  learnerGolden,
  startCase,
  updateTarget,
  worst,
  type GoldenBatch,
  type GoldenLayer,
} from './golden_case.ts'
import { GoldenGenerator } from './golden_generator.ts'

interface Config {
  readonly double: boolean
  readonly dueling: boolean
  readonly loss: 'huber' | 'mse'
  readonly clip: number | null
  readonly tau: number | null
  readonly hardEvery: number | null
  readonly gamma: number
  readonly learningRate: number
}
interface VariantCase {
  readonly config: Config
  readonly memory?: { updates: { indices: number[]; weights: number[] }[] }
  readonly nstep?: { batches: { returns: number[]; discounts: number[] }[] }
  readonly float64: {
    losses: number[]
    gradientNorms: number[]
    first: {
      q: number[][]
      targets: number[]
      tdErrors: number[]
      gradients: GoldenLayer[]
      clippedGradients?: GoldenLayer[]
      weights: GoldenLayer[]
    }
    weights: GoldenLayer[]
    targetWeights: GoldenLayer[] | 'as initial'
  }
}
interface ChecksumCase {
  readonly seed: number
  readonly config: Config & { updates: number; weightScale: number; biasScale: number }
  readonly sizes: { state: number; hidden: number[]; actions: number; batch: number }
  readonly probe: { firstOnlineWeights: number[]; lastTargetBias: number }
  readonly losses: { update: number; float64: number; gradientNorm64: number }[]
  readonly float64: { l2: number }
  readonly finalWeights: { float64: number[] }
}

const NAMES = [
  ...['dqn-mse', 'double-huber', 'double-dueling-huber', 'nstep-3', 'prioritised', 'clip-10'],
  ...['clip-0.5', 'soft-target', 'hard-target-4', 'all-switches'],
]
const { batches } = learnerGolden<{ batches: GoldenBatch[] }>('batches')
const initial =
  learnerGolden<Record<'plain' | 'dueling', { online: GoldenLayer[]; target: GoldenLayer[] }>>(
    'weights'
  )

for (const engineUnderTest of ENGINES) {
  const { factory, first, ten, hundred } = engineUnderTest

  test.group(`Learner of PyTorch, second source: ${factory.name} engine`, () => {
    for (const name of NAMES) {
      test(`${name}: ten updates come out, the first in all its parts`, ({ assert }) => {
        const given = learnerGolden<VariantCase>(name)
        const { config, float64 } = given
        const drawn = batchesOf(given)
        const { online, target } = config.dueling ? initial.dueling : initial.plain
        const engine = startCase(engineUnderTest, {
          ...{ state: 10, hidden: [16, 16], actions: 3, dueling: config.dueling },
          ...{ online: flatten(online), target: flatten(target), batches: drawn },
          rule: ruleOf(config, 8),
        })
        const q = firstQ(engine, 8)
        assert.isAtMost(worst(q, float64.first.q.flat(), first), 1)
        const [losses, norms] = [[] as number[], [] as number[]]
        drawn.forEach((batch, k) => {
          fillBatch(engine, k, batch, config.gamma)
          losses.push(engine.learn())
          norms.push(engine.gradientNorm)
          if (k === 0) {
            const { tdErrors } = engine.batch
            assert.isAtMost(worst(tdErrors, float64.first.tdErrors, first), 1)
            const targets = Array.from(tdErrors, (d, b) => d + q[3 * b + batch.actions[b]])
            assert.isAtMost(worst(targets, float64.first.targets, first), 1)
            const after = engine.export()
            assert.isAtMost(worst(after.online, flatten(float64.first.weights), first), 1)
            // m = 0.1 · gradient after the first update, and what was 0 stays 0
            const { gradients, clippedGradients } = float64.first
            const gradient = flatten(clippedGradients ?? gradients)
            const moved = Array.from(after.firstMoment, (m) => 10 * m)
            assert.isAtMost(worst(moved, gradient, first), 1)
            assert.isTrue(gradient.every((g, i) => g !== 0 || moved[i] === 0))
          }
          updateTarget(engine, k + 1, { tau: config.tau, every: config.hardEvery })
        })
        assert.isAtMost(worst(losses, float64.losses, ten), 1)
        assert.isAtMost(worst(norms, float64.gradientNorms, ten), 1)
        const after = engine.export()
        const { targetWeights } = float64
        const targetAfter = targetWeights === 'as initial' ? target : targetWeights
        assert.isAtMost(worst(after.online, flatten(float64.weights), ten), 1)
        assert.isAtMost(worst(after.target, flatten(targetAfter), ten), 1)
      })
    }

    for (const name of ['checksum-plain', 'checksum-dueling']) {
      test(`${name}: 100 updates of 64x64 from the generator`, ({ assert }) => {
        const given = learnerGolden<ChecksumCase>(name)
        const { engine, drawn, online, target } = startChecksum(engineUnderTest, given)
        assert.deepEqual(online.slice(0, 3), given.probe.firstOnlineWeights)
        assert.equal(target[target.length - 1], given.probe.lastTargetBias)
        const { config } = given
        const losses = drawn.map((batch, k) => {
          fillBatch(engine, k, batch, config.gamma)
          const loss = engine.learn()
          updateTarget(engine, k + 1, { tau: config.tau, every: config.hardEvery })
          return loss
        })
        const expected = given.losses.map(({ float64 }) => float64)
        const told = given.losses.map(({ update }) => losses[update - 1])
        assert.isAtMost(worst(told, expected, hundred), 1)
        const weights = Array.from(engine.export().online)
        const every97 = weights.filter((_, i) => i % 97 === 0)
        const near = { relative: 0, absolute: hundred.weights }
        assert.isAtMost(worst(every97, given.finalWeights.float64, near), 1)
        const length = Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0))
        assert.closeTo(length, given.float64.l2, hundred.weights)
      })
    }
  })
}

function ruleOf({ double, loss, learningRate, clip }: Config, batchSize: number) {
  return { batchSize, double, loss, learningRate, clipNorm: clip }
}

/** The shared batches, or what prioritised replay drew from the first four, or their n-step windows. */
function batchesOf({ memory, nstep }: VariantCase): readonly GoldenBatch[] {
  if (memory) return memory.updates.map(({ indices, weights }) => drawnBatch(indices, weights))
  if (!nstep) return batches
  return batches.map((batch, k) => {
    const { returns, discounts } = nstep.batches[k]
    const terminated = discounts.map((discount) => discount === 0)
    return { ...batch, rewards: returns, discounts, terminated }
  })
}

function drawnBatch(indices: number[], weights: number[]): GoldenBatch {
  const rows = batches.slice(0, 4)
  const pick = <T>(column: (batch: GoldenBatch) => readonly T[]): T[] => {
    const all = rows.flatMap(column)
    return indices.map((index) => all[index])
  }
  return {
    states: pick(({ states }) => states),
    actions: pick(({ actions }) => actions),
    rewards: pick(({ rewards }) => rewards),
    nextStates: pick(({ nextStates }) => nextStates),
    terminated: pick(({ terminated }) => terminated),
    weights,
  }
}

function startChecksum(engineUnderTest: EngineUnderTest, { seed, config, sizes }: ChecksumCase) {
  const { state, hidden, actions, batch } = sizes
  const generator = new GoldenGenerator(seed, true)
  const layers = [
    [state, hidden[0]],
    [hidden[0], hidden[1]],
    ...(config.dueling ? [[hidden[1], 1]] : []),
    [hidden[1], actions],
  ] as [number, number][]
  const network = () => generator.network(layers, () => [config.weightScale, config.biasScale])
  const [online, target] = [network(), network()]
  const drawn = Array.from({ length: config.updates }, () =>
    generator.batchByRows(state, actions, batch)
  )
  const engine = startCase(engineUnderTest, {
    ...{ state, hidden, actions, dueling: config.dueling, rule: ruleOf(config, batch) },
    ...{ online, target, batches: drawn },
  })
  return { engine, drawn, online, target }
}

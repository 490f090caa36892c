import { test } from '@japa/runner'
import { ENGINES } from './engines.ts'
import {
  fillBatch,
  flatten,
  goldenGenerator,
  loadBatches,
  plainShape,
  variant,
  worstDifference,
  type GoldenBatch,
} from './golden_case.ts'
import type { ComputeEngine } from '../../app/core/ports/compute_engine.ts'

interface FirstCase {
  name: string
  state: number
  hidden: number[]
  actions: number
  batch: number
  steps: number
  double: boolean
  dueling: boolean
  loss_kind: 'huber' | 'mse'
  gamma: number
  n_step: number
  clip: number
  weighted: boolean
  tau: number | null
  copy_every: number | null
  learning_rate: number
  losses: number[]
  gradient_norms: number[]
  first_step: { q: number[][]; td_errors: number[] }
  start: { online: number[]; target: number[] }
  batches: (Omit<GoldenBatch, 'nextStates'> & { next_states: number[][] })[]
  after_1: number[]
  after_all: { online: number[]; target: number[] }
}

interface Layer {
  weight: number[]
  bias: number[]
}
interface VariantCase {
  config: {
    double: boolean
    dueling: boolean
    loss: 'huber' | 'mse'
    clip: number | null
    tau: number | null
    hardEvery: number | null
    gamma: number
    learningRate: number
  }
  memory?: { updates: { indices: number[]; weights: number[] }[] }
  float64: {
    losses: number[]
    gradientNorms: number[]
    weights: Layer[]
    targetWeights: Layer[] | 'as initial'
  }
}
interface ChecksumCase {
  config: VariantCase['config'] & { updates: number; weightScale: number; biasScale: number }
  sizes: { state: number; hidden: number[]; actions: number; batch: number }
  losses: { update: number; float64: number }[]
  finalWeights: { float64: number[] }
}

/** Starts an engine from given weights; moments are zero. */
function start(engine: ComputeEngine, online: number[], target: number[]): void {
  const zero = new Float64Array(online.length)
  engine.import({
    online: Float64Array.from(online),
    target: Float64Array.from(target),
    firstMoment: zero,
    secondMoment: zero,
    updates: 0,
  })
}

function updateTarget(
  engine: ComputeEngine,
  update: number,
  tau: number | null,
  every: number | null
) {
  if (tau !== null) engine.syncTarget(tau)
  else if (every !== null && update % every === 0) engine.syncTarget(1)
}

for (const { factory, tolerance } of ENGINES) {
  const near = (actual: number, expected: number, relative: number) =>
    Math.abs(actual - expected) <= relative * Math.abs(expected) + tolerance.absolute

  test.group(`Learner of PyTorch: ${factory.name} engine`, () => {
    for (const given of variant<FirstCase[]>('learner').filter(
      ({ name }) => name !== 'long_64x64'
    )) {
      test(`${given.name}: ten updates come out`, ({ assert }) => {
        const { state, hidden, actions, dueling, double, clip, loss_kind: loss } = given
        const rule = {
          batchSize: given.batch,
          double,
          loss,
          learningRate: given.learning_rate,
          clipNorm: clip,
        }
        const engine = factory.create(plainShape(state, hidden, actions, dueling), rule)
        start(engine, given.start.online, given.start.target)
        const batches = given.batches.map(({ weights, next_states: nextStates, ...batch }) => ({
          ...batch,
          nextStates,
          ...(given.weighted ? { weights } : {}),
        }))
        loadBatches(engine, batches)
        const q = new Float32Array(actions)
        engine.qValues(0, new Float32Array(0), q)
        assert.isAtMost(worstDifference(q, given.first_step.q[0]), 1e-6)
        batches.forEach((batch, k) => {
          fillBatch(engine, k, batch, given.gamma ** given.n_step)
          const value = engine.learn()
          assert.isTrue(
            near(value, given.losses[k], tolerance.loss),
            `loss ${k}: ${value}, not ${given.losses[k]}`
          )
          assert.isTrue(
            near(engine.gradientNorm, given.gradient_norms[k], tolerance.loss),
            `norm ${k}`
          )
          if (k === 0) {
            assert.isAtMost(
              worstDifference(engine.batch.tdErrors, given.first_step.td_errors),
              1e-5
            )
            assert.isAtMost(
              worstDifference(engine.export().online, given.after_1),
              tolerance.weights
            )
          }
          updateTarget(engine, k + 1, given.tau, given.copy_every)
        })
        const { online, target } = engine.export()
        assert.isAtMost(worstDifference(online, given.after_all.online), tolerance.weights)
        assert.isAtMost(worstDifference(target, given.after_all.target), tolerance.weights)
      })
    }

    const { batches } = variant<{ batches: GoldenBatch[] }>('batches')
    const weights =
      variant<Record<'plain' | 'dueling', { online: Layer[]; target: Layer[] }>>('weights')
    for (const name of [
      'dqn-mse',
      'double-huber',
      'double-dueling-huber',
      'clip-10',
      'clip-0.5',
      'soft-target',
      'hard-target-4',
      'prioritised',
      'all-switches',
    ]) {
      test(`second source, ${name}: ten updates come out`, ({ assert }) => {
        const { config, memory, float64 } = variant<VariantCase>(name)
        const { double, loss, learningRate, clip } = config
        const rule = { batchSize: 8, double, loss, learningRate, clipNorm: clip }
        const engine = factory.create(plainShape(10, [16, 16], 3, config.dueling), rule)
        const initial = config.dueling ? weights.dueling : weights.plain
        start(engine, flatten(initial.online), flatten(initial.target))
        const drawn = memory ? drawnBatches(batches, memory.updates) : batches
        loadBatches(engine, drawn)
        drawn.forEach((batch, k) => {
          fillBatch(engine, k, batch, config.gamma)
          const value = engine.learn()
          assert.isTrue(near(value, float64.losses[k], tolerance.loss), `loss ${k}: ${value}`)
          assert.isTrue(
            near(engine.gradientNorm, float64.gradientNorms[k], tolerance.loss),
            `norm ${k}`
          )
          updateTarget(engine, k + 1, config.tau, config.hardEvery)
        })
        const { online, target } = engine.export()
        const wantedTarget =
          float64.targetWeights === 'as initial' ? initial.target : float64.targetWeights
        assert.isAtMost(worstDifference(online, flatten(float64.weights)), tolerance.weights)
        assert.isAtMost(worstDifference(target, flatten(wantedTarget)), tolerance.weights)
      })
    }

    for (const name of ['checksum-plain', 'checksum-dueling']) {
      test(`${name}: 100 updates of 64x64 from the generator`, ({ assert }) => {
        const { config, sizes, losses, finalWeights } = variant<ChecksumCase>(name)
        const { state, hidden, actions, batch } = sizes
        const shape = plainShape(state, hidden, actions, config.dueling)
        const { double, loss, learningRate, clip } = config
        const engine = factory.create(shape, {
          batchSize: batch,
          double,
          loss,
          learningRate,
          clipNorm: clip,
        })
        const generator = goldenGenerator(variant<{ seed: number }>(name).seed)
        const network = () => drawNetwork(state, hidden, actions, config, generator)
        start(engine, network(), network())
        const drawn = Array.from({ length: config.updates }, () => drawBatch(sizes, generator))
        loadBatches(engine, drawn)
        const expected = new Map(losses.map((each) => [each.update, each.float64]))
        drawn.forEach((each, k) => {
          fillBatch(engine, k, each, config.gamma)
          const value = engine.learn()
          const wanted = expected.get(k + 1)
          if (wanted !== undefined)
            assert.isTrue(near(value, wanted, 1e-3), `loss ${k + 1}: ${value}`)
          updateTarget(engine, k + 1, config.tau, config.hardEvery)
        })
        const every97 = Array.from(engine.export().online).filter((_, i) => i % 97 === 0)
        assert.isAtMost(worstDifference(every97, finalWeights.float64), 3e-4)
      })
    }
  })
}

/** The batches that prioritised replay drew from the rows of the first four. */
function drawnBatches(
  batches: readonly GoldenBatch[],
  updates: readonly { indices: number[]; weights: number[] }[]
): GoldenBatch[] {
  const memory = batches.slice(0, 4)
  const pick = <T>(column: (batch: GoldenBatch) => T[], indices: number[]): T[] => {
    const rows = memory.flatMap(column)
    return indices.map((index) => rows[index])
  }
  return updates.map(({ indices, weights }) => ({
    states: pick((batch) => batch.states, indices),
    actions: pick((batch) => batch.actions, indices),
    rewards: pick((batch) => batch.rewards, indices),
    nextStates: pick((batch) => batch.nextStates, indices),
    terminated: pick((batch) => batch.terminated as (boolean | number)[], indices),
    weights,
  }))
}

type Generator = ReturnType<typeof goldenGenerator>

function drawNetwork(
  state: number,
  hidden: number[],
  actions: number,
  { dueling, weightScale, biasScale }: ChecksumCase['config'],
  { symmetric }: Generator
): number[] {
  const list: number[] = []
  const layer = (inputs: number, outputs: number) => {
    for (let i = 0; i < inputs * outputs; i++) list.push(symmetric(weightScale))
    for (let o = 0; o < outputs; o++) list.push(symmetric(biasScale))
  }
  let width = state
  for (const units of hidden) {
    layer(width, units)
    width = units
  }
  if (dueling) layer(width, 1)
  layer(width, actions)
  return list
}

function drawBatch(
  { state, actions, batch }: ChecksumCase['sizes'],
  { uniform, symmetric }: Generator
): GoldenBatch {
  const drawn = {
    states: [] as number[][],
    actions: [] as number[],
    rewards: [] as number[],
    nextStates: [] as number[][],
    terminated: [] as boolean[],
  }
  for (let b = 0; b < batch; b++) {
    drawn.states.push(Array.from({ length: state }, () => symmetric(1)))
    drawn.actions.push(Math.floor(uniform() * actions))
    drawn.rewards.push(symmetric(2))
    drawn.nextStates.push(Array.from({ length: state }, () => symmetric(1)))
    drawn.terminated.push(uniform() < 0.125)
  }
  return drawn
}

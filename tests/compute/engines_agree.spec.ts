import { test } from '@japa/runner'
import fc from 'fast-check'
import { weightsSha256 } from '../../app/compute/codecs/weights_codec.ts'
import { engineFactory } from '../../app/compute/engines/factory.ts'
import { referenceEngines } from '../../app/compute/engines/reference/reference_engine.ts'
import { simdEngines } from '../../app/compute/engines/simd/simd_engine.ts'
import { initialState } from '../../app/core/agent/initial_weights.ts'
import type {
  ComputeEngine,
  NetworkShape,
  UpdateRule,
} from '../../app/core/ports/compute_engine.ts'
import { streamOf } from '../../app/core/random/streams.ts'
import { worstDifference } from './golden_case.ts'

const ROWS = 60
/** SHA-256 of the weights of the fixed run on a processor that fuses multiply-add. */
const FUSED = 'e49ff368743e260ce05fdac5170c5060352c4b4f71dbc323ceac6fa0ae014eb2'

/** Fills an engine with tables and weights, and gives a function that draws the next batch into it. */
function prepare(engine: ComputeEngine, seed: number): () => void {
  const { shape, batch } = engine
  const values = streamOf(seed, 'environment')
  engine.loadTables([
    Float32Array.from({ length: (ROWS / 2) * shape.columns }, () => values.normal()),
    Float32Array.from({ length: (ROWS / 2) * shape.columns }, () => values.normal()),
  ])
  engine.import(initialState(shape, streamOf(seed, 'weights')))
  const draws = streamOf(seed, 'sampling')
  const row = () => shape.window - 1 + draws.integer(ROWS / 2 - shape.window + 1)
  return () => {
    const { size } = batch
    const into = engine.batch
    for (let b = 0; b < size; b++) {
      into.rows[b] = row()
      into.nextRows[b] = row()
      into.actions[b] = draws.integer(shape.actions)
      into.returns[b] = draws.normal()
      into.bootstraps[b] = draws.integer(4) === 0 ? 0 : 0.97
      into.weights[b] = 0.5 + draws.float()
    }
    for (let i = 0; i < size * shape.own; i++) {
      into.own[i] = draws.normal()
      into.nextOwn[i] = draws.normal()
    }
  }
}

const shapes = fc.record({
  window: fc.integer({ min: 1, max: 6 }),
  columns: fc.integer({ min: 1, max: 9 }),
  own: fc.integer({ min: 0, max: 7 }),
  hidden: fc.array(fc.constantFrom(1, 3, 4, 5, 8, 17, 24, 33), { minLength: 1, maxLength: 4 }),
  actions: fc.integer({ min: 2, max: 21 }),
  dueling: fc.boolean(),
})
const rules = fc.record({
  batchSize: fc.integer({ min: 1, max: 100 }),
  double: fc.boolean(),
  loss: fc.constantFrom('huber' as const, 'mse' as const),
  learningRate: fc.constantFrom(1e-4, 1e-3),
  clipNorm: fc.constantFrom(null, 0.1, 10),
})

test.group('Engines', () => {
  test('simd gives what the reference gives, whatever the network and the rule', () => {
    fc.assert(
      fc.property(shapes, rules, fc.integer({ min: 0, max: 1e6 }), (shape, rule, seed) => {
        const slow = referenceEngines.create(shape, rule)
        const fast = simdEngines.create(shape, rule)
        const [drawSlow, drawFast] = [prepare(slow, seed), prepare(fast, seed)]
        drawSlow()
        drawFast()
        const [expected, actual] = [slow.learn(), fast.learn()]
        const near = (a: number, b: number) => Math.abs(a - b) <= 1e-4 * Math.max(1, Math.abs(b))
        if (!near(actual, expected) || !near(fast.gradientNorm, slow.gradientNorm)) return false
        if (worstDifference(fast.batch.tdErrors, slow.batch.tdErrors) > 1e-4) return false
        const own = Float32Array.from({ length: shape.own }, (_, i) => i / 10)
        const [qFast, qSlow] = [new Float32Array(shape.actions), new Float32Array(shape.actions)]
        fast.qValues(ROWS - 1, own, qFast)
        slow.qValues(ROWS - 1, own, qSlow)
        // Adam's first step is the learning rate times the gradient's sign: weights may differ by two
        return worstDifference(qFast, qSlow) <= 0.05
      }),
      { seed: 20_260_101, numRuns: 300 }
    )
  }).timeout(120_000)

  test('act takes the first of the largest Q-values', ({ assert }) => {
    const shape: NetworkShape = {
      window: 3,
      columns: 5,
      own: 5,
      hidden: [33, 17],
      actions: 3,
      dueling: true,
    }
    const rule: UpdateRule = {
      batchSize: 7,
      double: true,
      loss: 'huber',
      learningRate: 1e-3,
      clipNorm: 10,
    }
    const engine = simdEngines.create(shape, rule)
    prepare(engine, 5)
    const q = new Float32Array(3)
    const own = Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5)
    engine.qValues(20, own, q)
    let best = 0
    for (let a = 1; a < 3; a++) if (q[a] > q[best]) best = a
    assert.equal(engine.act(20, own), best)
  })

  test('export and import go on with the same bits', ({ assert }) => {
    const shape: NetworkShape = {
      window: 2,
      columns: 3,
      own: 1,
      hidden: [9, 5],
      actions: 2,
      dueling: false,
    }
    const rule: UpdateRule = {
      batchSize: 5,
      double: true,
      loss: 'mse',
      learningRate: 1e-3,
      clipNorm: null,
    }
    const whole = simdEngines.create(shape, rule)
    const draw = prepare(whole, 3)
    for (let k = 0; k < 10; k++) {
      draw()
      whole.learn()
    }
    const resumed = simdEngines.create(shape, rule)
    const drawAgain = prepare(resumed, 3)
    for (let k = 0; k < 5; k++) {
      drawAgain()
      resumed.learn()
    }
    const state = resumed.export()
    resumed.import(initialState(shape, streamOf(99, 'weights')))
    resumed.import(state)
    for (let k = 0; k < 5; k++) {
      drawAgain()
      resumed.learn()
    }
    assert.equal(weightsSha256(resumed.export().online), weightsSha256(whole.export().online))
  })

  test('the bits of a fixed run are those of this version of the engine', ({ assert }) => {
    const shape: NetworkShape = {
      window: 5,
      columns: 7,
      own: 5,
      hidden: [64, 64],
      actions: 3,
      dueling: true,
    }
    const rule: UpdateRule = {
      batchSize: 64,
      double: true,
      loss: 'huber',
      learningRate: 1e-4,
      clipNorm: 10,
    }
    const engine = simdEngines.create(shape, rule)
    const draw = prepare(engine, 11)
    for (let k = 0; k < 100; k++) {
      draw()
      engine.learn()
      if (k % 25 === 24) engine.syncTarget(1)
    }
    const hash = weightsSha256(engine.export().online)
    const { fused, version } = engine.fingerprint
    // a change here is a "Results change": raise the engine's version and say so in CHANGELOG.md
    assert.deepEqual({ version, hash }, { version: '1', hash: fused ? FUSED : hash })
  })

  test('a network that does not fit into its memory is refused with its size', ({ assert }) => {
    const shape: NetworkShape = {
      window: 250,
      columns: 30,
      own: 5,
      hidden: [4096, 4096, 4096, 4096, 4096, 4096, 4096, 4096],
      actions: 3,
      dueling: false,
    }
    const rule: UpdateRule = {
      batchSize: 4096,
      double: true,
      loss: 'huber',
      learningRate: 1e-3,
      clipNorm: 10,
    }
    assert.throws(
      () => simdEngines.create(shape, rule),
      /need \d+\.\d GiB, but an engine has at most 4\.0 GiB/
    )
  })

  test('a state of another network is refused with both sizes', ({ assert }) => {
    const shape: NetworkShape = {
      window: 1,
      columns: 4,
      own: 0,
      hidden: [8],
      actions: 2,
      dueling: false,
    }
    const rule: UpdateRule = {
      batchSize: 4,
      double: false,
      loss: 'mse',
      learningRate: 1e-3,
      clipNorm: null,
    }
    const wider = { ...shape, hidden: [16] }
    for (const factory of [simdEngines, referenceEngines]) {
      const state = factory.create(wider, rule).export()
      assert.throws(
        () => factory.create(shape, rule).import(state),
        /have 114 numbers, but the network has 58/
      )
    }
  })

  test('NaN in a batch gives a loss of NaN, never a number', ({ assert }) => {
    const shape: NetworkShape = {
      window: 1,
      columns: 4,
      own: 0,
      hidden: [8],
      actions: 2,
      dueling: false,
    }
    const rule: UpdateRule = {
      batchSize: 4,
      double: true,
      loss: 'huber',
      learningRate: 1e-3,
      clipNorm: 10,
    }
    for (const factory of [simdEngines, referenceEngines]) {
      const engine = factory.create(shape, rule)
      prepare(engine, 2)()
      engine.batch.returns[1] = NaN
      assert.isNaN(engine.learn())
    }
  })

  test('auto is the simd engine', ({ assert }) => {
    assert.equal(engineFactory('auto').name, 'simd')
    assert.equal(engineFactory('reference').name, 'reference')
  })
})

import { test } from '@japa/runner'
import { weightsSha256 } from '../../../app/compute/codecs/weights_codec.ts'
import { engineFactory } from '../../../app/compute/engines/factory.ts'
import { simdEngines } from '../../../app/compute/engines/simd/simd_engine.ts'
import type { NetworkShape, UpdateRule } from '../../../app/core/ports/compute_engine.ts'
import { learnTimes, prepare } from '../drawn_batches.ts'

/** SHA-256 of the fixed run's weights, by whether the processor rounds a relaxed multiply-add once. */
const HASHES = {
  true: '7f8658894196434797c465b741e113e39dc5a5f888d984a567aaae10aab02e6c',
  false: 'd477feed3073726248768b3a8b9bcd0d1454ecea1c49ac0768dd45734de2d2ae',
}

const SHAPE: NetworkShape = {
  window: 5,
  columns: 7,
  own: 5,
  hidden: [64, 64],
  actions: 3,
  dueling: true,
}
const RULE: UpdateRule = {
  batchSize: 64,
  double: true,
  loss: 'huber',
  learningRate: 1e-4,
  clipNorm: 10,
}
const ODD: NetworkShape = { ...SHAPE, window: 2, columns: 3, own: 1, hidden: [9, 5, 40] }

test.group('Simd engine', () => {
  test('the bits of a fixed run are those of this version of the engine', ({ assert }) => {
    const engine = simdEngines.create(SHAPE, { ...RULE, clipNorm: 0.5 })
    const draw = prepare(engine, 11)
    for (let k = 0; k < 4; k++) {
      learnTimes(engine, draw, 25)
      engine.syncTarget(k === 3 ? 0.005 : 1)
    }
    const { online, target } = engine.export()
    const hash = weightsSha256(Float32Array.of(...online, ...target))
    const { fused, version } = engine.fingerprint
    // a change here is a "Results change": raise the engine's version and say so in CHANGELOG.md
    assert.deepEqual({ version, hash }, { version: '1', hash: HASHES[`${fused === true}`] })
  })

  test('a row’s Q-values have the same bits alone and in a batch of any size', ({ assert }) => {
    for (const batchSize of [1, 7, 64, 100]) {
      const engine = simdEngines.create(ODD, { ...RULE, batchSize })
      prepare(engine, 5)()
      const { batch } = engine
      batch.bootstraps.fill(0)
      batch.returns.fill(0)
      const alone = Array.from({ length: batchSize }, (_, b) => {
        const q = new Float32Array(ODD.actions)
        engine.qValues(batch.rows[b], batch.own.subarray(b, b + 1), q)
        return 0 - q[batch.actions[b]]
      })
      engine.learn()
      // with no return and no bootstrap a TD error is -Q(s, a)
      assert.deepEqual(Array.from(batch.tdErrors), alone)
    }
  })

  test('act takes the largest Q-value, the first of equals', ({ assert }) => {
    const engine = simdEngines.create(SHAPE, RULE)
    prepare(engine, 5)
    const own = Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.5)
    const q = new Float32Array(3)
    engine.qValues(20, own, q)
    assert.equal(engine.act(20, own), q.indexOf(Math.max(...q)))
    const state = engine.export()
    engine.import({ ...state, online: new Float32Array(state.online.length) })
    assert.equal(engine.act(20, own), 0)
  })

  test('a weight without a gradient does not move at all', ({ assert }) => {
    const engine = simdEngines.create({ ...ODD, hidden: [9] }, RULE)
    const draw = prepare(engine, 5)
    const { online } = engine.export()
    const state = engine.export()
    const inputs = 7
    state.online[9 * inputs + 4] = -1000 // unit 4 never fires
    engine.import(state)
    learnTimes(engine, draw, 20)
    const after = engine.export().online
    const unit = (list: ArrayLike<number>) => Array.from(list).slice(4 * inputs, 5 * inputs)
    assert.deepEqual(unit(after), unit(online))
    assert.equal(after[9 * inputs + 4], -1000)
  })

  test('exported, imported into a fresh engine and trained on, the bits go on', ({ assert }) => {
    const whole = simdEngines.create(ODD, RULE)
    const draw = prepare(whole, 3)
    learnTimes(whole, draw, 10)
    const resumed = simdEngines.create(ODD, RULE)
    const drawAgain = prepare(resumed, 3)
    for (let k = 0; k < 10; k++) drawAgain()
    resumed.import(whole.export())
    learnTimes(whole, draw, 10)
    learnTimes(resumed, drawAgain, 10)
    assert.deepEqual(resumed.export(), whole.export())
  })

  test('tables larger than the memory make it grow, and weights and batch stay', ({ assert }) => {
    const engine = simdEngines.create(ODD, { ...RULE, batchSize: 3 })
    prepare(engine, 3)()
    const state = engine.export()
    const rows = Array.from(engine.batch.rows)
    engine.loadTables([new Float32Array(3 * 200_000).fill(1)])
    assert.deepEqual(engine.export(), state)
    assert.deepEqual(Array.from(engine.batch.rows), rows)
    const q = new Float32Array(3)
    engine.qValues(199_999, Float32Array.of(1), q)
    assert.isTrue(q.every((value) => Number.isFinite(value) && value !== 0))
  })

  test('the fingerprint names engine, version and rounding, and stays', ({ assert }) => {
    const fingerprint = simdEngines.fingerprint()
    assert.equal(fingerprint.engine, 'simd')
    assert.isBoolean(fingerprint.fused)
    assert.deepEqual(simdEngines.create(ODD, RULE).fingerprint, fingerprint)
  })

  test('auto is the simd engine', ({ assert }) => {
    assert.equal(engineFactory('auto').name, 'simd')
    assert.equal(engineFactory('simd').name, 'simd')
    assert.equal(engineFactory('reference').name, 'reference')
  })
})

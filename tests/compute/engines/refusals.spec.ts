import { test } from '@japa/runner'
import { ENGINE_FACTORIES } from '../../../app/compute/engines/factory.ts'
import { simdEngines } from '../../../app/compute/engines/simd/simd_engine.ts'
import type { NetworkShape, UpdateRule } from '../../../app/core/ports/compute_engine.ts'
import { prepare } from '../drawn_batches.ts'

const SHAPE: NetworkShape = {
  window: 1,
  columns: 4,
  own: 0,
  hidden: [8],
  actions: 2,
  dueling: false,
}
const RULE: UpdateRule = {
  batchSize: 4,
  double: true,
  loss: 'huber',
  learningRate: 1e-3,
  clipNorm: 10,
}

test.group('Refusals of engines', () => {
  test('a network that does not fit into its memory is refused with its size', ({ assert }) => {
    // five blocks of three layers of 8192 x 8192 float32, and one transposed
    const shape = { ...SHAPE, hidden: [8192, 8192, 8192, 8192] }
    assert.throws(
      () => simdEngines.create(shape, RULE),
      /need 4\.0 GiB, but an engine has at most 4\.0 GiB|need 4\.[1-9] GiB/
    )
    const wide = { ...shape, hidden: [30_000, 30_000] }
    try {
      simdEngines.create(wide, RULE)
      assert.fail('created')
    } catch (error) {
      assert.propertyVal(error, 'code', 'E_NETWORK_TOO_LARGE')
      assert.match(String(error), /need 20\.\d GiB, but an engine has at most 4\.0 GiB/)
    }
  })

  test('tables that do not fit are refused with the size', ({ assert }) => {
    const engine = simdEngines.create(SHAPE, RULE)
    const table = { length: 2 ** 30 } as Float32Array
    assert.throws(() => engine.loadTables([table]), /need 4\.0 GiB, but an engine has at most 4\.0/)
  })

  for (const factory of ENGINE_FACTORIES) {
    test(`a state of another network is refused with both sizes, ${factory.name}`, ({ assert }) => {
      const state = factory.create({ ...SHAPE, hidden: [16] }, RULE).export()
      assert.throws(
        () => factory.create(SHAPE, RULE).import(state),
        /have 114 numbers, but the network has 58/
      )
    })

    for (const loss of ['huber', 'mse'] as const) {
      test(`NaN in a batch is NaN in the ${loss} loss and in weights, ${factory.name}`, ({
        assert,
      }) => {
        const engine = factory.create(SHAPE, { ...RULE, loss })
        prepare(engine, 2)()
        engine.batch.returns[1] = NaN
        assert.isNaN(engine.learn())
        assert.isTrue(Array.from(engine.export().online).some(Number.isNaN))
      })
    }
  }
})

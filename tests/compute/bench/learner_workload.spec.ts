import { test } from '@japa/runner'
import { LearnerWorkload } from '../../../app/compute/bench/learner_workload.ts'
import { simdEngines } from '../../../app/compute/engines/simd/simd_engine.ts'
import type { ComputeEngine, ComputeEngineFactory } from '../../../app/core/ports/compute_engine.ts'

/** The engines made, so that a test can look into them. */
function watched(made: ComputeEngine[]): ComputeEngineFactory {
  return {
    ...simdEngines,
    create(shape, rule) {
      made.push(simdEngines.create(shape, rule))
      return made[made.length - 1]
    },
  }
}

test.group('Learner workload', () => {
  test('an observation of 40 is three bars of twelve features and four own numbers', ({
    assert,
  }) => {
    const made: ComputeEngine[] = []
    new LearnerWorkload({ observation: 40, hidden: [8], double: true, engines: watched(made) })
    const { window, columns, own, actions } = made[0].shape
    assert.deepEqual(
      { window, columns, own, actions },
      { window: 3, columns: 12, own: 4, actions: 3 }
    )
  })

  test('the work of an update counts each product once, none for the first layer’s input', ({
    assert,
  }) => {
    const config = { observation: 40, hidden: [64, 64], engines: simdEngines }
    // 2 · 64 · (40·64·4 + 64·64·5 + 64·3·5), and one product less a layer without double
    assert.equal(new LearnerWorkload({ ...config, double: true }).flop, 4_055_040)
    assert.equal(new LearnerWorkload({ ...config, double: false }).flop, 3_178_496)
  })

  test('updates learn from the memory and copy the target every 1,000', ({ assert }) => {
    const made: ComputeEngine[] = []
    const workload = new LearnerWorkload({
      observation: 40,
      hidden: [8],
      double: true,
      engines: watched(made),
    })
    const before = made[0].export()
    workload.update(999)
    assert.deepEqual(made[0].export().target, before.target)
    workload.update(1)
    const after = made[0].export()
    assert.equal(after.updates, 1000)
    assert.deepEqual(after.target, after.online)
    assert.notDeepEqual(after.online, before.online)
    workload.act(10)
    assert.deepEqual(made[0].export(), after)
  })
})

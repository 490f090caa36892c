import { test } from '@japa/runner'
import fc from 'fast-check'
import { referenceEngines } from '../../app/compute/engines/reference/reference_engine.ts'
import { simdEngines } from '../../app/compute/engines/simd/simd_engine.ts'
import type { EngineState, NetworkShape, UpdateRule } from '../../app/core/ports/compute_engine.ts'
import { prepare, ROWS } from './drawn_batches.ts'
import { worst } from './golden_case.ts'

const shapes = fc.record({
  window: fc.integer({ min: 1, max: 6 }),
  columns: fc.integer({ min: 1, max: 9 }),
  own: fc.integer({ min: 0, max: 7 }),
  hidden: fc.array(fc.constantFrom(1, 3, 4, 5, 8, 16, 17, 24, 33, 64), { maxLength: 4 }),
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

const SINGLE = { relative: 1e-4, absolute: 1e-5 }

/** What one update and the Q-values after it come to. */
function outcome(factory: typeof simdEngines, shape: NetworkShape, rule: UpdateRule, seed: number) {
  const engine = factory.create(shape, rule)
  prepare(engine, seed)()
  const before = new Float32Array(shape.actions)
  const own = Float32Array.from({ length: shape.own }, (_, i) => i / 10)
  engine.qValues(ROWS - 1, own, before)
  const loss = engine.learn()
  engine.syncTarget(0.25)
  return {
    numbers: [loss, engine.gradientNorm, ...before, ...engine.batch.tdErrors],
    state: engine.export(),
  }
}

/** Largest difference of two lists, in units of the largest number expected. */
function relativeToLargest(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const largest = Math.max(...Array.from(expected, Math.abs))
  return worst(actual, expected, { relative: 0, absolute: Math.max(largest, 1e-12) })
}

/**
 * Adam's first step is the learning rate times the gradient's sign, and a gradient near 0 has none that
 * both could agree on: there weights may differ by two steps, elsewhere by nothing that shows.
 */
function farthestWeight(fast: EngineState, slow: EngineState, learningRate: number): number {
  const largest = Math.max(...Array.from(slow.firstMoment, Math.abs))
  let most = 0
  for (let i = 0; i < slow.online.length; i++) {
    const isClear = Math.abs(slow.firstMoment[i]) > 1e-3 * largest
    const allowed = isClear ? 0.02 * learningRate + 1e-6 : 2.1 * learningRate
    most = Math.max(most, Math.abs(fast.online[i] - slow.online[i]) / allowed)
  }
  return most
}

test.group('Engines', () => {
  test('simd gives what the reference gives, whatever the network and the rule', ({ assert }) => {
    fc.assert(
      fc.property(shapes, rules, fc.integer({ min: 0, max: 1e6 }), (shape, rule, seed) => {
        const slow = outcome(referenceEngines, shape, rule, seed)
        const fast = outcome(simdEngines, shape, rule, seed)
        assert.isAtMost(worst(fast.numbers, slow.numbers, SINGLE), 1, 'numbers')
        const { state: actual } = fast
        const { state: expected } = slow
        for (const part of ['firstMoment', 'secondMoment'] as const) {
          assert.isAtMost(relativeToLargest(actual[part], expected[part]), 1e-4, part)
        }
        assert.isAtMost(farthestWeight(actual, expected, rule.learningRate), 1, 'online')
        const targets = { relative: 0, absolute: 0.25 * 2.1 * rule.learningRate + 1e-6 }
        assert.isAtMost(worst(actual.target, expected.target, targets), 1, 'target')
      }),
      { seed: 20_260_101, numRuns: 300 }
    )
  }).timeout(120_000)
})

import { test } from '@japa/runner'
import { Priorities } from '../../../app/core/agent/priorities.ts'
import { SumTree } from '../../../app/core/agent/sum_tree.ts'
import { RandomStream } from '../../../app/core/random/random_stream.ts'
import { isClose, readGolden } from '../../golden/read_golden.ts'
import { ScriptedStream } from './scripted_stream.ts'

interface PrioritisedGolden {
  memory: {
    alpha: number
    beta: number
    initialPriorities: number[]
    uniforms: number[][]
    updates: { indices: number[]; weights: number[]; priorities: number[] }[]
  }
}

test.group('Priorities', () => {
  test('draws, importance weights and new priorities are those of the golden memory', ({
    assert,
  }) => {
    const { memory } = readGolden<PrioritisedGolden>('learner/prioritised.json')
    const priorities = new Priorities(32, memory.alpha)
    const powers = memory.initialPriorities.map((p) => p ** memory.alpha)
    priorities.import(Float64Array.from(powers), Math.max(...powers))
    const drawn = new Uint32Array(8)
    const weights = new Float32Array(8)
    for (const [k, update] of memory.updates.entries()) {
      priorities.draw(drawn, weights, memory.beta, new ScriptedStream(memory.uniforms[k]))
      assert.deepEqual([...drawn], update.indices, `indices of update ${k + 1}`)
      for (const [j, weight] of update.weights.entries()) {
        assert.isTrue(isClose(weights[j], weight, 1e-6, 0), `weight ${j} of update ${k + 1}`)
      }
      const errors = update.indices.map((index) => update.priorities[index] - 1e-6)
      priorities.update(drawn, Float32Array.from(errors))
      for (const [slot, power] of priorities.export(32).entries()) {
        assert.isTrue(isClose(power, update.priorities[slot] ** memory.alpha, 1e-6, 0))
      }
    }
  })

  test('a new transition gets the largest priority so far, one that left is not drawn', ({
    assert,
  }) => {
    const priorities = new Priorities(4, 1)
    priorities.enter(0)
    priorities.enter(1)
    priorities.update(Uint32Array.of(0), Float32Array.of(-7))
    priorities.enter(2)
    assert.deepEqual(
      [...priorities.export(4)].map((p) => Math.round(p)),
      [7, 1, 7, 0]
    )
    priorities.leave(0)
    priorities.leave(2)
    const drawn = new Uint32Array(3)
    const weights = new Float32Array(3)
    priorities.draw(drawn, weights, 1, new ScriptedStream([0, 0.5, 0.999]))
    assert.deepEqual([...drawn], [1, 1, 1])
    assert.deepEqual([...weights], [1, 1, 1])
  })
})

test.group('Sum tree', () => {
  test('find gives the first slot whose cumulative weight lies above the target', ({ assert }) => {
    const tree = new SumTree(40)
    tree.set(3, 2)
    tree.set(17, 1)
    tree.set(39, 3)
    assert.equal(tree.total, 6)
    const targets = [0, 1.9, 2, 2.9, 3, 5.9]
    assert.deepEqual(
      targets.map((target) => tree.find(target)),
      [3, 3, 17, 17, 39, 39]
    )
  })

  test('a target at or past the total by rounding never finds an empty slot', ({ assert }) => {
    const tree = new SumTree(200)
    tree.set(100, 0.1)
    tree.set(5, 0.2)
    assert.equal(tree.find(tree.total), 100)
    tree.set(100, 0)
    assert.equal(tree.find(tree.total), 5)
  })

  test('after many changes the sums equal those of a fresh tree to the last bit', ({ assert }) => {
    const random = new RandomStream(Uint32Array.of(5, 6, 7, 8))
    const worn = new SumTree(300)
    for (let k = 0; k < 20_000; k++) worn.set(random.integer(300), random.float())
    const fresh = new SumTree(300)
    fresh.import(worn.export(300))
    assert.equal(worn.total, fresh.total)
  })
})

import { test } from '@japa/runner'
import { makeBatch } from '../../../app/compute/engines/batch.ts'
import { ReplayMemory, type ReplayConfig } from '../../../app/core/agent/replay_memory.ts'
import { RandomStream } from '../../../app/core/random/random_stream.ts'
import { isClose, readGolden } from '../../golden/read_golden.ts'
import { ScriptedStream } from './scripted_stream.ts'

interface NStepGolden {
  cases: {
    n: number
    gamma: number
    rewards: number[]
    terminatedAt: number
    truncatedAt: number
    windows: { start: number; steps: number; return: number; discount: number }[]
  }[]
}

const NO_OWN = new Float32Array(0)
const UNIFORM: ReplayConfig = {
  capacity: 100,
  batchSize: 4,
  nStep: 1,
  gamma: 0.5,
  priorityAlpha: null,
}
const stream = () => new RandomStream(Uint32Array.of(1, 2, 3, 4))

/** Adds one episode whose observations are rows `row`, `row + 1`, ... and whose rewards are given. */
function addEpisode(memory: ReplayMemory, row: number, rewards: number[], terminated: boolean) {
  memory.begin(row, NO_OWN)
  for (const [k, reward] of rewards.entries()) {
    memory.add(k % 2, reward, terminated && k === rewards.length - 1, row + k + 1, NO_OWN)
  }
}

/** The window that starts at each of the first `slots` slots. */
function windows(memory: ReplayMemory, config: ReplayConfig, slots: number[], used: number) {
  const batch = makeBatch(config.batchSize, 0)
  memory.sample(batch, 1, new ScriptedStream(slots.map((slot) => (slot + 0.5) / used)))
  return batch
}

test.group('Replay memory', () => {
  test('a window holds up to n rewards, ends with its episode, and bootstraps with gamma^m unless terminated', ({
    assert,
  }) => {
    for (const golden of readGolden<NStepGolden>('learner/nstep-windows.json').cases) {
      const { n, gamma, rewards, terminatedAt } = golden
      const config = { ...UNIFORM, nStep: n, gamma, batchSize: rewards.length }
      const memory = new ReplayMemory(config, 0)
      addEpisode(memory, 100, rewards.slice(0, terminatedAt + 1), true)
      addEpisode(memory, 200, rewards.slice(terminatedAt + 1), false)
      // each episode's last observation takes a slot
      const slots = rewards.map((_, k) => (k <= terminatedAt ? k : k + 1))
      const batch = windows(memory, config, slots, rewards.length + 2)
      for (const [k, window] of golden.windows.entries()) {
        const second = k > terminatedAt
        const first = second ? 200 + k - terminatedAt - 1 : 100 + k
        assert.equal(batch.rows[k], first, `row of window ${k}, n ${n}`)
        // the observation after the m-th reward, of the episode that ended, not of the reset
        assert.equal(batch.nextRows[k], first + window.steps, `next row of window ${k}, n ${n}`)
        assert.isTrue(isClose(batch.returns[k], window.return, 1e-6, 1e-6))
        assert.isTrue(isClose(batch.bootstraps[k], window.discount, 1e-6, 0))
      }
    }
  })

  test('the window of the newest transitions ends at the current observation', ({ assert }) => {
    const config = { ...UNIFORM, nStep: 3, batchSize: 1 }
    const memory = new ReplayMemory(config, 0)
    addEpisode(memory, 7, [1, 2], false)
    const batch = windows(memory, config, [0], 3)
    assert.equal(batch.returns[0], 1 + 0.5 * 2)
    assert.equal(batch.bootstraps[0], 0.25)
    assert.equal(batch.nextRows[0], 9)
  })

  test('a transition keeps its own numbers, action and next own numbers', ({ assert }) => {
    const config = { ...UNIFORM, batchSize: 2 }
    const memory = new ReplayMemory(config, 2)
    memory.begin(0, Float32Array.of(1, 2))
    memory.add(3, 10, false, 1, Float32Array.of(3, 4))
    memory.add(5, 20, true, 2, Float32Array.of(5, 6))
    const batch = makeBatch(2, 2)
    memory.sample(batch, 1, new ScriptedStream([0.1, 0.4]))
    assert.deepEqual([...batch.own], [1, 2, 3, 4])
    assert.deepEqual([...batch.nextOwn], [3, 4, 5, 6])
    assert.deepEqual([...batch.actions], [3, 5])
    assert.deepEqual([...batch.bootstraps], [0.5, 0])
    assert.deepEqual([...batch.weights], [1, 1])
  })

  test('the last observation of an episode is never drawn as a transition', ({ assert }) => {
    const memory = new ReplayMemory({ ...UNIFORM, batchSize: 1000 }, 0)
    for (const row of [0, 10, 20]) addEpisode(memory, row, [1], false)
    const batch = makeBatch(1000, 0)
    memory.sample(batch, 1, stream())
    assert.deepEqual([...new Set(batch.rows)].sort(), [0, 10, 20])
  })

  for (const priorityAlpha of [null, 0.6]) {
    const kind = priorityAlpha === null ? 'uniform' : 'prioritised'
    test(`a full ${kind} memory forgets its oldest transitions`, ({ assert }) => {
      const config = { ...UNIFORM, capacity: 5, batchSize: 500, nStep: 2, priorityAlpha }
      const memory = new ReplayMemory(config, 0)
      addEpisode(memory, 0, [1, 1, 1], false)
      addEpisode(memory, 10, [1, 1, 1, 1], true)
      // six slots: the four of the newer episode, its end, and one of the older that was its end
      assert.equal(memory.transitions, 4)
      const batch = makeBatch(500, 0)
      memory.sample(batch, 1, stream())
      assert.deepEqual([...new Set(batch.rows)].sort(), [10, 11, 12, 13])
      assert.deepEqual([...new Set(batch.nextRows)].sort(), [12, 13, 14])
    })
  }

  test('every transition is drawn about equally often', ({ assert }) => {
    const memory = new ReplayMemory({ ...UNIFORM, batchSize: 100_000 }, 0)
    addEpisode(memory, 0, [1, 1, 1, 1], false)
    addEpisode(memory, 10, [1, 1, 1, 1, 1, 1], true)
    const batch = makeBatch(100_000, 0)
    memory.sample(batch, 1, stream())
    const counts = new Map<number, number>()
    for (const row of batch.rows) counts.set(row, (counts.get(row) ?? 0) + 1)
    assert.equal(counts.size, 10)
    // 10,000 expected, sd 95
    for (const count of counts.values()) assert.approximately(count, 10_000, 500)
  })

  test('a transition with six own numbers takes at most 48 bytes, and a million under 64 MB', ({
    assert,
  }) => {
    const capacity = 1_000_000
    const uniform = new ReplayMemory({ ...UNIFORM, capacity }, 6)
    const prioritised = new ReplayMemory({ ...UNIFORM, capacity, priorityAlpha: 0.6 }, 6)
    assert.isAtMost(uniform.bytes / capacity, 34.1)
    assert.isAtMost(prioritised.bytes / capacity, 48)
    assert.isBelow(prioritised.bytes, 64e6)
  })

  for (const priorityAlpha of [null, 0.6]) {
    const kind = priorityAlpha === null ? 'uniform' : 'prioritised'
    test(`an imported ${kind} memory goes on as the exported one would have`, ({ assert }) => {
      const config = { ...UNIFORM, capacity: 8, batchSize: 16, nStep: 3, priorityAlpha }
      const original = new ReplayMemory(config, 0)
      addEpisode(original, 0, [1, 2, 3], true)
      addEpisode(original, 10, [4, 5, 6], false)
      original.sample(makeBatch(16, 0), 0.5, stream())
      original.updatePriorities(Float32Array.from({ length: 16 }, (_, k) => k / 4))
      const copy = new ReplayMemory(config, 0)
      copy.import(structuredClone(original.export()))
      const drawn = [original, copy].map((memory) => {
        addEpisode(memory, 20, [7, 8, 9], true)
        const batch = makeBatch(16, 0)
        memory.sample(batch, 0.5, stream())
        return { batch, state: memory.export() }
      })
      assert.deepEqual(drawn[1], drawn[0])
    })
  }

  test('a checkpoint of a larger memory or of another kind is refused', ({ assert }) => {
    const large = new ReplayMemory({ ...UNIFORM, capacity: 50 }, 0)
    addEpisode(large, 0, new Array<number>(40).fill(1), false)
    const refused = { code: 'E_CHECKPOINT_MISMATCH' }
    const small = new ReplayMemory({ ...UNIFORM, capacity: 20 }, 0)
    const prioritised = new ReplayMemory({ ...UNIFORM, priorityAlpha: 1 }, 0)
    for (const memory of [small, prioritised]) {
      try {
        memory.import(large.export())
        assert.fail('the checkpoint was taken')
      } catch (error) {
        assert.containSubset(error, refused)
      }
    }
  })
})

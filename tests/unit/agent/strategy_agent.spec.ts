import { test } from '@japa/runner'
import { referenceEngines } from '../../../app/compute/engines/reference/reference_engine.ts'
import { agentParameters, type AgentConfig } from '../../../app/core/agent/agent_parameters.ts'
import { initialState } from '../../../app/core/agent/initial_weights.ts'
import { networkShape, StrategyAgent, updateRule } from '../../../app/core/agent/strategy_agent.ts'
import { RandomStream } from '../../../app/core/random/random_stream.ts'
import { isClose, readGolden } from '../../golden/read_golden.ts'
import { configOf } from './config_of.ts'
import { ScriptedStream } from './scripted_stream.ts'

interface Layer {
  weight: number[]
  bias: number[]
}
interface Golden {
  memory: {
    alpha: number
    beta: number
    initialPriorities: number[]
    uniforms: number[][]
    updates: { indices: number[]; priorities: number[] }[]
  }
  float64: { losses: number[]; weights: Layer[] }
}
interface GoldenWeights {
  plain: { online: Layer[]; target: Layer[] }
}
interface GoldenBatches {
  gamma: number
  batches: {
    states: number[][]
    actions: number[]
    rewards: number[]
    nextStates: number[][]
    terminated: number[]
  }[]
}

const NO_OWN = new Float32Array(0)
const flat = (layers: Layer[]) =>
  Float64Array.from(layers.flatMap(({ weight, bias }) => [...weight, ...bias]))
const stream = (seed = 1) => new RandomStream(Uint32Array.of(seed, 2, 3, 4))
const agentConfig = (changes: Partial<AgentConfig>) =>
  configOf<AgentConfig>(agentParameters, { hiddenLayers: [4], batchSize: 2, ...changes })

/** An agent over one column of rows 0, 1, 2, ... with three actions. */
function smallAgent(
  changes: Partial<AgentConfig>,
  streams = { exploration: stream(), sampling: stream() }
) {
  const config = agentConfig(changes)
  const observation = { window: 1, columns: 1, own: 0, actions: 3 }
  const engine = referenceEngines.create(networkShape(config, observation), updateRule(config))
  engine.loadTables([Float32Array.from({ length: 100 }, (_, row) => row / 100)])
  engine.import(initialState(engine.shape, stream()))
  return { engine, agent: new StrategyAgent(engine, config, 100, streams) }
}

/** The golden prioritised case: 32 transitions of a step each, at every second slot. */
function goldenAgent() {
  const golden = readGolden<Golden>('learner/prioritised.json')
  const { plain } = readGolden<GoldenWeights>('learner/weights.json')
  const { gamma, batches } = readGolden<GoldenBatches>('learner/batches.json')
  const { alpha: priorityAlpha, beta: priorityBeta } = golden.memory
  const config = agentConfig({
    ...{ hiddenLayers: [16, 16], gamma, batchSize: 8, learningRate: 0.001, clipNorm: null },
    ...{ prioritised: true, priorityAlpha, priorityBeta, capacity: 100, targetEvery: 1000 },
  })
  const observation = { window: 1, columns: 10, own: 0, actions: 3 }
  const engine = referenceEngines.create(networkShape(config, observation), updateRule(config))
  const none = flat(plain.online).fill(0)
  const [online, target] = [flat(plain.online), flat(plain.target)]
  engine.import({ online, target, firstMoment: none, secondMoment: none.slice(), updates: 0 })
  const rows = batches.slice(0, 4).flatMap((batch) =>
    batch.actions.map((action, k) => ({
      ...{ state: batch.states[k], next: batch.nextStates[k], action },
      ...{ reward: batch.rewards[k], terminated: Boolean(batch.terminated[k]) },
    }))
  )
  engine.loadTables([Float32Array.from(rows.flatMap(({ state, next }) => [...state, ...next]))])
  const sampling = new ScriptedStream(golden.memory.uniforms.flat())
  // a schedule so long that beta stays where it starts
  const agent = new StrategyAgent(engine, config, 1e15, { exploration: stream(), sampling })
  for (const [k, { action, reward, terminated }] of rows.entries()) {
    agent.begin(2 * k, NO_OWN)
    agent.remember(action, reward, terminated, 2 * k + 1, NO_OWN)
  }
  const powers = new Float64Array(64)
  for (const [k, p] of golden.memory.initialPriorities.entries()) powers[2 * k] = p ** priorityAlpha
  agent.memory.import({ ...agent.memory.export(), priorities: powers })
  return { golden, engine, agent }
}

test.group('Strategy agent', () => {
  test('memory, draws, updates and priorities together give the golden losses and weights', ({
    assert,
  }) => {
    const { golden, engine, agent } = goldenAgent()
    for (const [k, { indices }] of golden.memory.updates.entries()) {
      const loss = agent.learn()
      agent.updateTargetModel()
      assert.deepEqual(
        Array.from(agent.memory.drawn, (slot) => slot / 2),
        indices
      )
      assert.isTrue(isClose(loss, golden.float64.losses[k], 1e-6), `loss of update ${k + 1}`)
    }
    const expected = flat(golden.float64.weights)
    for (const [i, weight] of engine.export().online.entries()) {
      assert.isTrue(isClose(weight, expected[i], 1e-6, 1e-7), `weight ${i}`)
    }
  })

  test('it acts at random with probability epsilon, else greedily', ({ assert }) => {
    const exploring = smallAgent({ epsilonStart: 1, epsilonEnd: 1 }).agent
    const counts = [0, 0, 0]
    for (let k = 0; k < 3000; k++) counts[exploring.selectAction(5, NO_OWN)]++
    for (const count of counts) assert.approximately(count, 1000, 100)
    const { agent: greedy, engine } = smallAgent({ epsilonStart: 0, epsilonEnd: 0 })
    for (let row = 0; row < 100; row++) {
      assert.equal(greedy.selectAction(row, NO_OWN), engine.act(row, NO_OWN))
    }
  })

  test('a greedy step draws once and an exploring one twice, all from the exploration stream', ({
    assert,
  }) => {
    const scripted = new ScriptedStream([0.5, 0.1, 0.9])
    const streams = { exploration: scripted, sampling: new ScriptedStream([]) }
    const { agent, engine } = smallAgent({ epsilonStart: 0.3, epsilonEnd: 0.3 }, streams)
    assert.equal(agent.selectAction(1, NO_OWN), engine.act(1, NO_OWN))
    assert.equal(agent.selectAction(1, NO_OWN), 2)
    assert.throws(() => agent.selectAction(1, NO_OWN), 'no draw is left')
  })

  test('learning is due every trainEvery steps, after learningStarts', ({ assert }) => {
    const { agent } = smallAgent({ learningStarts: 4, trainEvery: 3 })
    agent.begin(0, NO_OWN)
    const due: number[] = []
    for (let step = 1; step <= 12; step++) {
      agent.remember(0, 1, false, step, NO_OWN)
      if (agent.learningDue) due.push(step)
    }
    assert.deepEqual(due, [6, 9, 12])
  })

  test('a hard target is copied every so many updates, not steps', ({ assert }) => {
    const { agent, engine } = smallAgent({ targetEvery: 3, learningRate: 0.1 })
    agent.begin(0, NO_OWN)
    agent.remember(0, 1, false, 1, NO_OWN)
    const copied: number[] = []
    for (let update = 1; update <= 7; update++) {
      agent.learn()
      agent.updateTargetModel()
      const { online, target } = engine.export()
      if (online.every((weight, i) => weight === target[i])) copied.push(update)
    }
    assert.deepEqual(copied, [3, 6])
  })

  test('a soft target moves by tau towards the online network after each update', ({ assert }) => {
    const { agent, engine } = smallAgent({ targetUpdate: 'soft', tau: 0.25, learningRate: 0.1 })
    agent.begin(0, NO_OWN)
    agent.remember(0, 1, false, 1, NO_OWN)
    const before = engine.export().target
    agent.learn()
    agent.updateTargetModel()
    const { online, target } = engine.export()
    for (const [i, weight] of target.entries()) {
      assert.closeTo(weight, 0.25 * online[i] + 0.75 * before[i], 1e-12)
    }
  })
})

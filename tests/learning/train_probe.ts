import { agentParameters, type AgentConfig } from '../../app/core/agent/agent_parameters.ts'
import { initialState } from '../../app/core/agent/initial_weights.ts'
import { networkShape, StrategyAgent, updateRule } from '../../app/core/agent/strategy_agent.ts'
import { trainDqn, type TrainingHooks } from '../../app/core/agent/train_dqn.ts'
import type { ComputeEngineFactory } from '../../app/core/ports/compute_engine.ts'
import { streamOf } from '../../app/core/random/streams.ts'
import { configOf } from '../unit/agent/config_of.ts'
import { ProbeEnvironment, type Probe } from './probe_environment.ts'

/** A small, quick learner: what a probe needs to be solved within a second. */
const QUICK: Partial<AgentConfig> = {
  hiddenLayers: [32],
  learningRate: 0.003,
  gamma: 0.9,
  batchSize: 32,
  capacity: 5000,
  epsilonDecayShare: 1,
  epsilonEnd: 0.1,
  targetEvery: 50,
  learningStarts: 100,
  trainEvery: 1,
}

/** Trains an agent on a probe for some steps; gives the Q-values of a row. */
export function trainProbe(
  factory: ComputeEngineFactory,
  probe: Probe,
  seed: number,
  changes: Partial<AgentConfig> = {},
  steps = 3000
): (row: number) => number[] {
  const config = configOf<AgentConfig>(agentParameters, { ...QUICK, ...changes })
  const environment = new ProbeEnvironment(probe, streamOf(seed, 'environment'))
  const { window, columns } = environment
  const shape = networkShape(config, { window, columns, own: 0, actions: probe.actions })
  const engine = factory.create(shape, updateRule(config))
  engine.loadTables(environment.tables)
  engine.import(initialState(shape, streamOf(seed, 'weights')))
  const agent = new StrategyAgent(engine, config, steps, {
    exploration: streamOf(seed, 'exploration'),
    sampling: streamOf(seed, 'sampling'),
  })
  const hooks: TrainingHooks = {
    cancelled: () => agent.steps >= steps,
    episodeBegins() {},
    decided() {},
    learned() {},
    stepped() {},
    episodeEnded() {},
  }
  trainDqn({ environment, agent, gradientSteps: 1, episodes: Infinity, episode: 0 }, hooks)
  const q = new Float32Array(probe.actions)
  return (row) => {
    engine.qValues(row, environment.own, q)
    return [...q]
  }
}

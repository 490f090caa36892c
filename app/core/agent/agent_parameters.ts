import {
  boolean,
  choice,
  float,
  integer,
  integers,
  optionalFloat,
  parametersOf,
} from '../parameter.ts'

/** DQN and its switches. */
export interface AgentConfig {
  readonly double: boolean
  readonly dueling: boolean
  readonly prioritised: boolean
  readonly learningRate: number
  readonly gamma: number
  readonly nStep: number
  readonly hiddenLayers: readonly number[]
  readonly batchSize: number
  readonly capacity: number
  readonly epsilonStart: number
  readonly epsilonEnd: number
  readonly epsilonDecayShare: number
  readonly targetUpdate: 'hard' | 'soft'
  readonly targetEvery: number
  readonly tau: number
  readonly loss: 'huber' | 'mse'
  readonly clipNorm: number | null
  readonly learningStarts: number
  readonly trainEvery: number
  readonly gradientSteps: number
  readonly priorityAlpha: number
  readonly priorityBeta: number
}

const prioritised = { path: 'agent.prioritised', equals: [true] }

export const agentParameters = parametersOf<AgentConfig>('agent', {
  double: boolean(
    'Double',
    'The online network chooses the action of the target, the target network values it.',
    true,
    { source: 'van Hasselt et al. 2016' }
  ),
  dueling: boolean('Dueling', 'Separate heads for the value and the advantages.', false, {
    source: 'Wang et al. 2016',
  }),
  prioritised: boolean(
    'Prioritised replay',
    'Transitions with large errors are drawn more often.',
    false,
    { source: 'Schaul et al. 2016' }
  ),
  learningRate: float('Learning rate', 'Step size of Adam.', 0.0001, 1e-7, 1, {
    scale: 'log',
    source: 'Kingma & Ba 2015',
  }),
  gamma: float(
    'Gamma',
    'Discount of a reward one bar later; 0.99 looks about 100 bars ahead.',
    0.99,
    0,
    0.99999
  ),
  nStep: integer('Return steps', 'Rewards summed before the target bootstraps.', 1, 1, 10),
  hiddenLayers: integers('Hidden layers', 'Units of each hidden layer.', [128, 128], {
    min: 1,
    max: 4096,
    minLength: 1,
    maxLength: 8,
  }),
  batchSize: integer('Batch', 'Transitions of one update.', 64, 1, 4096, { scale: 'log' }),
  capacity: integer(
    'Replay memory',
    'Transitions kept; older ones are overwritten.',
    100_000,
    100,
    10_000_000,
    { unit: 'transitions', scale: 'log' }
  ),
  epsilonStart: float('Epsilon at the start', 'Share of random actions.', 1, 0, 1),
  epsilonEnd: float('Epsilon at the end', 'Share of random actions after the decay.', 0.02, 0, 1),
  epsilonDecayShare: float(
    'Epsilon decay',
    'Share of all steps over which epsilon falls linearly.',
    0.6,
    0,
    1
  ),
  targetUpdate: choice(
    'Target update',
    'Copy the online network every so many updates, or follow it slowly.',
    'hard',
    ['hard', 'soft']
  ),
  targetEvery: integer('Target every', 'Updates between two copies.', 1000, 1, 1_000_000, {
    unit: 'updates',
    scale: 'log',
    condition: { path: 'agent.targetUpdate', equals: ['hard'] },
  }),
  tau: float('Tau', 'Share of the online network mixed in at each update.', 0.005, 0, 1, {
    exclusiveMin: true,
    scale: 'log',
    condition: { path: 'agent.targetUpdate', equals: ['soft'] },
  }),
  loss: choice('Loss', 'Of the TD error.', 'huber', ['huber', 'mse']),
  clipNorm: optionalFloat(
    'Gradient clip',
    'Largest norm of the gradient over all weights.',
    10,
    0,
    1e6,
    { exclusiveMin: true, scale: 'log' }
  ),
  learningStarts: integer(
    'Learning starts',
    'Steps before the first update.',
    1000,
    0,
    10_000_000,
    { unit: 'steps' }
  ),
  trainEvery: integer(
    'Train every',
    'Environment steps between two rounds of updates.',
    4,
    1,
    10_000,
    { unit: 'steps' }
  ),
  gradientSteps: integer('Gradient steps', 'Updates in one round.', 1, 1, 1000),
  priorityAlpha: float(
    'Priority exponent',
    'How strongly errors decide the draw; 0 is uniform.',
    0.6,
    0,
    1,
    { condition: prioritised, source: 'Schaul et al. 2016' }
  ),
  priorityBeta: float(
    'Importance exponent',
    'Start of the correction for non-uniform draws; it rises to 1 over the run.',
    0.4,
    0,
    1,
    { condition: prioritised, source: 'Schaul et al. 2016' }
  ),
})

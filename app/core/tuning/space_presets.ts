/** Search spaces to begin with, as JSON of `readSearchSpace`. */
const AGENT = {
  'agent.learningRate': { low: 0.00003, high: 0.003, log: true },
  'agent.gamma': { low: 0.9, high: 0.999 },
  'agent.hiddenLayers': {
    choices: [[32], [64], [64, 64], [128, 128], [256, 256]],
  },
  'agent.batchSize': { choices: [32, 64, 128, 256] },
  'agent.targetEvery': { low: 200, high: 5000, log: true },
  'agent.nStep': { low: 1, high: 5 },
  'agent.double': {},
  'agent.dueling': {},
} as const

const ENVIRONMENT = {
  'features.window': { low: 5, high: 60 },
  'environment.reward': {},
} as const

export const SPACE_PRESETS = {
  agent: AGENT,
  environment: ENVIRONMENT,
  everything: { ...AGENT, ...ENVIRONMENT },
} as const

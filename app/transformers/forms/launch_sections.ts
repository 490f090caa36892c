import type { ParameterGroup } from '#core/parameters/catalogue'

/** What each section of the launch form says of itself. */
export const SECTION_NOTES: Readonly<Record<ParameterGroup, string>> = {
  data: 'Pinned by hash: fetching again never changes a run.',
  features: 'What the agent sees of the market.',
  environment: 'Decides at a bar’s close, fills at a later open: the next one, if not delayed.',
  agent: 'DQN. Each switch is recorded and can be searched.',
  training: 'How long, how often, how many seeds.',
}

/** Parameters that most people set; the others stand under "more". */
export const PRIMARY: ReadonlySet<string> = new Set([
  'data.adjustment',
  'data.from',
  'data.until',
  'data.trainShare',
  'data.validationShare',
  'data.embargo',
  'features.window',
  'features.indicators',
  'environment.levels',
  'environment.sizing',
  'environment.fraction',
  'environment.volTarget',
  'environment.initialCash',
  'environment.commissionRate',
  'environment.slippageBps',
  'environment.borrowRate',
  'environment.stopLoss',
  'environment.takeProfit',
  'environment.reward',
  'agent.double',
  'agent.dueling',
  'agent.prioritised',
  'agent.learningRate',
  'agent.gamma',
  'agent.nStep',
  'agent.hiddenLayers',
  'agent.capacity',
  'agent.epsilonEnd',
  'agent.epsilonDecayShare',
  'training.episodes',
  'training.episodeLength',
  'training.validateEvery',
  'training.recordEvery',
])

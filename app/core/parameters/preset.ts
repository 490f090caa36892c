import type { ParameterValue } from '../parameter.ts'

export const PRESETS = ['quick', 'default', 'thorough'] as const
export type PresetName = (typeof PRESETS)[number]

/** A named starting point: what it changes of the catalogue's defaults, and how many seeds it trains. */
export interface Preset {
  readonly name: PresetName
  readonly hint: string
  readonly seeds: readonly number[]
  readonly overrides: Readonly<Record<string, ParameterValue>>
}

export const PRESET_LIST: Readonly<Record<PresetName, Preset>> = {
  quick: {
    name: 'quick',
    hint: 'One seed in seconds: to see that everything runs. It proves nothing.',
    seeds: [1],
    overrides: {
      'features.window': 10,
      'agent.hiddenLayers': [64, 64],
      'agent.learningRate': 0.0005,
      'agent.targetEvery': 500,
      'agent.capacity': 50_000,
      'training.episodes': 120,
      'training.episodeLength': 252,
      'training.validateEvery': 20,
    },
  },
  default: {
    name: 'default',
    hint: 'Three seeds in minutes: enough to compare and to promote.',
    seeds: [1, 2, 3],
    overrides: {},
  },
  thorough: {
    name: 'thorough',
    hint: 'Five seeds, more episodes: for what is to be traded.',
    seeds: [1, 2, 3, 4, 5],
    overrides: { 'training.episodes': 3000, 'agent.capacity': 500_000 },
  },
}

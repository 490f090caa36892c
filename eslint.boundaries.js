/**
 * Which folder may import which, from the top of the house to the core. Imports point downward; a
 * folder that may not be reached is named in the message.
 */
const ORDER = [
  ['commands'],
  ['start', 'config', 'bin'],
  ['providers'],
  ['app/controllers'],
  [
    'app/openapi',
    'app/validators',
    'app/transformers',
    'app/policies',
    'app/middleware',
    'app/exceptions',
  ],
  ['app/jobs'],
  ['app/services'],
  ['app/live'],
  ['app/models'],
  ['app/integrations'],
  ['app/compute'],
  ['app/core'],
]

/** What every layer of the framework may read: config and the environment are values. */
const OPEN_TO_ALL = ['config', 'start/env']

/** Folders of the core, each with those it may import beside its own. */
const CORE = {
  'app/core/random': [],
  'app/core/market': ['ports'],
  'app/core/features': ['market', 'random'],
  'app/core/portfolio': ['market', 'features', 'random'],
  'app/core/environment': ['market', 'features', 'portfolio', 'random'],
  'app/core/evaluation': ['market', 'features', 'portfolio', 'environment', 'random', 'ports'],
  'app/core/agent': [
    'market',
    'features',
    'portfolio',
    'environment',
    'evaluation',
    'random',
    'ports',
    'parameters',
  ],
  'app/core/tuning': ['parameters', 'evaluation', 'random'],
  'app/core/parameters': [
    'market',
    'features',
    'portfolio',
    'environment',
    'agent',
    'evaluation',
    'random',
  ],
  'app/core/ports': ['market', 'environment', 'portfolio'],
}

/** Matches the alias and the relative spelling of a folder's modules. */
function modulesOf(folder) {
  const inner = folder.replace(/^app\//, '')
  const exceptEnv = folder === 'start' ? '(?!env$)' : ''
  return `^#${inner}/${exceptEnv}|^\\.{1,2}/(.*/)?${inner}/${exceptEnv}`
}

/** The layers, each with the folders above it, which it must not import. */
export const LAYERS = ORDER.map((folders, depth) => ({
  files: folders.map((folder) => `${folder}/**/*.ts`),
  forbidden: ORDER.slice(0, depth)
    .flat()
    .filter((folder) => !OPEN_TO_ALL.includes(folder)),
  name: folders.join(', '),
  pure: folders[0] === 'app/core',
  threads: folders[0] === 'app/core' || folders[0] === 'app/compute',
}))

export const CORE_FOLDERS = Object.entries(CORE).map(([folder, allowed]) => ({
  files: [`${folder}/**/*.ts`],
  forbidden: [
    ...ORDER.slice(0, -1).flat(),
    ...Object.keys(CORE).filter(
      (other) => other !== folder && !allowed.includes(other.slice('app/core/'.length))
    ),
  ],
  name: folder,
  pure: true,
  threads: true,
}))

const PACKAGES = [
  '@adonisjs/**',
  'pg',
  'pg-*',
  'piscina',
  'edge.js',
  'node:*',
  'luxon',
  '@poppinss/**',
  'yahoo-finance2',
  'technicalindicators',
  'trading-signals',
]

export function boundaryRules({ forbidden, name, pure, threads }) {
  const patterns = forbidden.map((folder) => ({
    regex: modulesOf(folder.replace(/^app\/core\//, '')),
    message: `${name} must not import ${folder}: imports point downward.`,
  }))
  if (pure) {
    patterns.push({
      group: PACKAGES,
      message: 'The core is pure: no Node, no framework, no library of the outside.',
    })
  }
  if (threads) {
    patterns.push({
      regex: '^#',
      message: 'What a thread reaches uses relative imports with `.ts` endings.',
    })
    patterns.push({
      regex: '^\\.{1,2}/.*(?<!\\.(ts|mjs|json))$',
      message: 'What a thread reaches names the file: `.ts` at the end.',
    })
  }
  return { 'no-restricted-imports': ['error', { patterns }] }
}

import { fileURLToPath } from 'node:url'
import type { SuiteName } from '#services/bench/suites'

/** A script of the peers' folder, and what of it is held against ours. */
export interface Peer {
  readonly script: string
  readonly args: readonly string[]
  readonly comparisons: readonly Comparison[]
}

interface Comparison {
  readonly name: string
  /** Our figure of the same work. */
  readonly ours: string
  /** Their figure, in our unit, from the script's results; undefined: it has none. */
  readonly read: (results: unknown) => number | undefined
  /** Less is better. */
  readonly isTime?: boolean
}

interface Row {
  readonly net?: readonly number[]
  readonly lib?: string
  readonly env?: string
  readonly variant?: string
  readonly with_stats?: boolean
  readonly total_ms?: number
  readonly [rate: string]: unknown
}

const NETS = [64, 256]
const ONCE = ['--repeats', '1']
const LEARNER = ['--nets', NETS.map((width) => `${width}x${width}`).join(','), '--obs', '40']

/** Stable-Baselines3 makes plain DQN updates, what is written by hand double ones; README of the peers. */
const learner: readonly Peer[] = [
  {
    script: 'sb3_dqn.py',
    args: ['--mode', 'update-only', '--steps', '600', ...LEARNER, ...ONCE],
    comparisons: NETS.map((width) => ({
      name: `Stable-Baselines3 train(), ${width}x${width}`,
      ours: updates(width, ''),
      read: rateOf('updates_per_s', ({ net }) => net?.[0] === width),
    })),
  },
  {
    script: 'torch_dqn.py',
    args: [
      '--variants',
      'fused,numpy',
      '--updates',
      '600',
      '--loop-steps',
      '0',
      ...LEARNER,
      ...ONCE,
    ],
    comparisons: NETS.flatMap((width) =>
      [
        { variant: 'fused', title: 'PyTorch fused' },
        { variant: 'numpy', title: 'numpy by hand' },
      ].map(({ variant, title }) => ({
        name: `${title}, double, ${width}x${width}`,
        ours: updates(width, '/double'),
        read: rateOf('updates_per_s', (row) => row.variant === variant && row.net?.[0] === width),
      }))
    ),
  },
  {
    script: 'limits.py',
    args: ['--nets', '256x256', '--obs', '40', ...ONCE],
    comparisons: [
      {
        name: 'matrix peak of one core, double, 256x256',
        ours: updates(256, '/double'),
        read: peakUpdates,
      },
    ],
  },
]

const training: readonly Peer[] = [
  {
    script: 'sb3_dqn.py',
    args: ['--mode', 'train', '--nets', '64x64', '--obs', '40', '--steps', '2000', ...ONCE],
    comparisons: [
      {
        name: 'Stable-Baselines3, whole training, 64x64',
        ours: 'env_steps_per_second/64x64',
        read: rateOf('env_steps_per_s', () => true),
      },
    ],
  },
]

/** Each beside observations of as many columns as it makes itself. */
const ENVIRONMENTS = [
  { env: 'gym-anytrading', ours: 'steps_per_second/2_columns' },
  { env: 'gym-trading-env', ours: 'steps_per_second' },
]
const environment: readonly Peer[] = [
  {
    script: 'env_steps.py',
    args: ['--envs', ENVIRONMENTS.map(({ env }) => env).join(','), '--steps', '20000', ...ONCE],
    comparisons: ENVIRONMENTS.map(({ env, ours }) => ({
      name: env,
      ours,
      read: rateOf('steps_per_s', (row) => row.env === env),
    })),
  },
]

const LIBRARIES = ['pandas-ta-classic', 'talib']
const features: readonly Peer[] = [
  {
    script: 'features.py',
    args: ['--libs', LIBRARIES.join(','), '--sizes', '1000000', ...ONCE],
    comparisons: LIBRARIES.map((lib) => ({
      name: `${lib}, 1,000,000 bars`,
      ours: 'milliseconds/1000000',
      read: (results) => rowOf(results, (row) => row.lib === lib)?.total_ms,
      isTime: true,
    })),
  },
]

/** The same bars as ours, which the script takes by their path. */
const SAMPLE = fileURLToPath(import.meta.resolve('@observablehq/sample-datasets/aapl.csv'))
const evaluation: readonly Peer[] = [
  {
    script: 'backtest.py',
    args: ['--symbol', SAMPLE, '--combos', '1', '--repeats', '2'],
    comparisons: [
      {
        name: 'backtesting.py, SMA crossover',
        ours: 'backtests_per_second/sma_crossover',
        read: rateOf('backtests_per_s', (row) => row.lib === 'backtesting.py'),
      },
      {
        name: 'vectorbt with stats(), SMA crossover',
        ours: 'backtests_per_second/sma_crossover',
        read: rateOf('backtests_per_s', (row) => row.lib === 'vectorbt' && row.with_stats === true),
      },
    ],
  },
]

/** Optuna on the same server, in scratch databases that it makes and drops. */
const tuning = (database: string): readonly Peer[] => [
  {
    script: 'asha.py',
    args: [
      '--cases',
      'optuna:postgresql:rungs',
      '--db-trials',
      '40',
      ...databaseArgs(database),
      ...ONCE,
    ],
    comparisons: [
      {
        name: 'Optuna, successive halving on PostgreSQL',
        ours: 'decisions_per_second/1',
        read: rateOf('decisions_per_s', (row) => row['storage'] === 'postgresql'),
      },
    ],
  },
]

/** Nobody else serves these pages; what samplers find is no speed, and their suite compares it itself. */
const none: readonly Peer[] = []

/** The peers of a suite. `database`: the server that those run on which need one. */
export function peersOf(suite: SuiteName, database: string): readonly Peer[] {
  const others = {
    learner,
    environment,
    features,
    evaluation,
    training,
    samplers: none,
    pages: none,
  }
  return suite === 'tuning' ? tuning(database) : others[suite]
}

/** A database's address as libpq and SQLAlchemy take it. */
function databaseArgs(database: string): string[] {
  const address = new URL(database)
  const scratch = new URL(address)
  scratch.pathname = '/scratch'
  const sqlalchemy = scratch.href.replace(/^postgres(ql)?:/, 'postgresql+psycopg2:')
  return ['--pg-admin', address.href, '--pg-url', sqlalchemy.replace('/scratch', '/{db}')]
}

function updates(width: number, kind: '' | '/double'): string {
  return `updates_per_second/obs40/${width}x${width}${kind}`
}

function rowOf(results: unknown, isWanted: (row: Row) => boolean): Row | undefined {
  return Array.isArray(results) ? (results as Row[]).find(isWanted) : undefined
}

function rateOf(key: string, isWanted: (row: Row) => boolean) {
  return (results: unknown) => {
    const rate = rowOf(results, isWanted)?.[key] as { readonly median?: number } | undefined
    return rate?.median
  }
}

/** Double DQN updates a second that the core's fastest matrix product would allow. */
function peakUpdates(results: unknown): number | undefined {
  const { updates: rows } = results as { readonly updates?: readonly Row[] }
  return rows?.[0]?.['max_updates_per_s_at_peak'] as number | undefined
}

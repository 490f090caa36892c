import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { figureOf, type Figures, type Measuring } from '#services/bench/figure'

/** A peer's script, how one repeat of it is run, and how its rate is read from its rows. */
interface Peer {
  readonly name: string
  readonly args: readonly string[]
  readonly read: (rows: readonly Row[]) => number | undefined
  /** Our figure of the same work. */
  readonly ours: string
  /** Less is better: the ratio is theirs over ours. */
  readonly isTime?: boolean
}
type Row = Record<string, unknown> & {
  net?: number[]
  lib?: string
  env?: string
  variant?: string
}

const median = (value: unknown): number | undefined =>
  (value as { median?: number } | undefined)?.median
const nets = [64, 256]

/** By suite: the peers and our figures that do the same work. */
const PEERS: Readonly<Record<string, readonly Peer[]>> = {
  learner: nets.flatMap((width): Peer[] => {
    const net = `${width}x${width}`
    const sizes = ['--nets', net, '--obs', '40', '--repeats', '1']
    const loop = ['--loop-steps', '0', '--updates', '600', ...sizes]
    const double = `updates_per_second/obs40/${net}/double`
    return [
      {
        name: `Stable-Baselines3 train(), ${net}`,
        args: ['sb3_dqn.py', '--mode', 'update-only', '--steps', '600', ...sizes],
        read: ([row]) => median(row?.updates_per_s),
        ours: `updates_per_second/obs40/${net}`,
      },
      ...['fused', 'numpy'].map((variant) => ({
        name: `${variant === 'numpy' ? 'numpy by hand' : 'PyTorch fused'}, double, ${net}`,
        args: ['torch_dqn.py', '--variants', variant, ...loop],
        read: (rows: readonly Row[]) => median(rows[0]?.updates_per_s),
        ours: double,
      })),
    ]
  }),
  environment: ['gym-anytrading', 'gym-trading-env'].map((env) => ({
    name: env,
    args: ['env_steps.py', '--envs', env, '--repeats', '1'],
    read: ([row]) => median(row?.steps_per_s),
    ours: 'steps_per_second',
  })),
  features: ['pandas-ta-classic', 'talib'].map((lib) => ({
    name: `${lib}, 1,000,000 bars`,
    args: ['features.py', '--libs', lib, '--sizes', '1000000', '--repeats', '1'],
    read: ([row]) => row?.total_ms as number | undefined,
    ours: 'milliseconds/1000000',
    isTime: true,
  })),
  training: [
    {
      name: 'Stable-Baselines3, whole training, 64x64',
      args: [
        'sb3_dqn.py',
        '--mode',
        'train',
        '--nets',
        '64x64',
        '--obs',
        '40',
        '--steps',
        '2000',
        '--repeats',
        '1',
      ],
      read: ([row]) => median(row?.env_steps_per_s),
      ours: 'env_steps_per_second/64x64',
    },
  ],
}

/**
 * Runs each peer of a suite in turn with ours, A B A B, and gives paired ratios: over 1 is faster than
 * the peer. Null where the peers' folder is not there.
 */
export async function pairedRatios(
  suite: string,
  pairs: number,
  python: string,
  folder: string,
  ours: (measuring: Measuring) => Promise<Figures>
): Promise<Figures | null> {
  if (!existsSync(folder)) return null
  const peers = PEERS[suite] ?? []
  const ratios = new Map<string, number[]>(peers.map(({ name }) => [name, []]))
  for (let pair = 0; pair < pairs; pair++) {
    const figures = await ours({ repeats: 1, quick: false })
    for (const peer of peers) {
      const theirs = await runPeer(peer, python, folder)
      const own = figures[peer.ours].median
      ratios.get(peer.name)?.push(peer.isTime ? theirs / own : own / theirs)
    }
  }
  return Object.fromEntries([...ratios].map(([name, values]) => [name, figureOf(values, '×')]))
}

async function runPeer(
  { name, args, read }: Peer,
  python: string,
  folder: string
): Promise<number> {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' }
  const child = spawn(python, [...args, '--threads', '1'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const output = await text(child.stdout)
  const line = output.trim().split('\n').at(-1) ?? ''
  const rate = read((JSON.parse(line) as { results: Row[] }).results)
  if (rate === undefined) throw new Error(`${name} gave no figure: ${line.slice(0, 200)}`)
  return rate
}

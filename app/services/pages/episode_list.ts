import { keysetPage, type Cursor, type KeysetPage, type Sort } from '#services/pages/keyset'

export interface ListedEpisode {
  readonly id: number
  readonly run_id: number
  readonly seed: number
  readonly kind: 'training' | 'validation' | 'test'
  readonly number: number
  readonly status: string
  readonly total_return: number
  readonly sharpe_ratio: number | null
  readonly max_drawdown: number | null
  readonly total_reward: number
  readonly total_trades: number
  readonly win_rate: number | null
  readonly epsilon: number
  readonly steps_recorded: boolean
}

/** Sortable and filterable columns of the episode lists. */
export const EPISODE_SORTS = {
  id: 'e.episode_id',
  number: 'e.number',
  return: 'e.total_return',
  sharpe: 'e.sharpe_ratio',
  drawdown: 'e.max_drawdown',
  reward: 'e.total_reward',
  trades: 'e.total_trades',
  win_rate: 'e.win_rate',
  epsilon: 'e.epsilon',
} as const
/** Those of whole numbers. */
const KINDS = { number: 'integer', trades: 'integer' } as const
/** Those without unknown values. */
const KNOWN = ['id', 'number', 'return', 'reward', 'trades', 'epsilon']
export type EpisodeColumn = keyof typeof EPISODE_SORTS

export interface EpisodeFilter {
  readonly kind: 'training' | 'validation' | 'test' | 'all'
  readonly runId: number | null
  /** Bounds of columns, both included. */
  readonly ranges: readonly {
    readonly column: EpisodeColumn
    readonly min: number | null
    readonly max: number | null
  }[]
}

function conditions(filter: EpisodeFilter) {
  const parts = ['true']
  const bindings: Record<string, string | number> = {}
  if (filter.kind !== 'all') {
    parts.push('e.kind = :kind')
    bindings['kind'] = filter.kind
  }
  if (filter.runId !== null) {
    parts.push('e.run_id = :run')
    bindings['run'] = filter.runId
  }
  for (const { column, min, max } of filter.ranges) {
    for (const [bound, operator, value] of [
      ['min', '>=', min],
      ['max', '<=', max],
    ] as const) {
      if (value === null) continue
      const name = `${column}_${bound}`
      const isWhole = column in KINDS
      const type = isWhole ? 'bigint' : 'double precision'
      parts.push(`${EPISODE_SORTS[column]} ${operator} cast(:${name} as ${type})`)
      bindings[name] = isWhole ? wholeBound(bound, value) : value
    }
  }
  return { where: parts.join(' and '), bindings }
}

/** The whole number that bounds whole numbers alike: at least 1.5 is at least 2. */
function wholeBound(bound: 'min' | 'max', value: number): number {
  const { MAX_SAFE_INTEGER: most } = Number
  return Math.max(-most, Math.min(most, bound === 'min' ? Math.ceil(value) : Math.floor(value)))
}

export async function episodeList(
  filter: EpisodeFilter,
  sort: Sort,
  cursor: Cursor | null
): Promise<KeysetPage<ListedEpisode>> {
  const { where, bindings } = conditions(filter)
  return keysetPage<ListedEpisode>({
    select: `e.episode_id as id, e.run_id, r.seed, e.kind, e.number, e.status, e.total_return,
      e.sharpe_ratio, e.max_drawdown, e.total_reward, e.total_trades, e.win_rate, e.epsilon,
      e.steps_recorded`,
    from: `from episodes e join training_runs r using (run_id) where ${where}`,
    bindings,
    sortable: EPISODE_SORTS,
    kinds: KINDS,
    known: KNOWN,
    id: 'e.episode_id',
    sort,
    cursor,
  })
}

import { missing } from '#services/pages/missing'
import { row, rows } from '#services/pages/rows'

/** Columns of each table in the order of its file, those of the design document first. */
const TABLES = {
  steps: {
    table: 'steps',
    order: 'bar',
    columns:
      'step_id episode_id timestamp portfolio_value reward asset_price action position bar units weight action_index reason q_values',
  },
  trades: {
    table: 'trades',
    order: 'trade_id',
    columns:
      'trade_id episode_id entry_time exit_time entry_price exit_price quantity direction pnl costs entry_bar exit_bar commission interest exit_reason',
  },
  operations: {
    table: 'trading_operations',
    order: 'operation_id',
    columns:
      'operation_id step_id episode_id timestamp operation_type size price costs realised bar decided_bar filled_at reason',
  },
} as const

type RecordRow = Readonly<Record<string, unknown>>

export interface RecordTable {
  readonly name: 'steps' | 'trades' | 'operations'
  readonly columns: readonly string[]
  readonly rows: readonly RecordRow[]
}

export interface EpisodeRecords {
  readonly episode: RecordRow & {
    readonly episode_id: number
    readonly run_id: number
    readonly steps_recorded: boolean
  }
  readonly tables: readonly RecordTable[]
}

/**
 * An episode and all that was recorded of it, as the database has it; `external_episode_id` under the
 * design document's name too.
 * @throws E_RECORD_NOT_FOUND
 */
export async function episodeRecords(episodeId: number): Promise<EpisodeRecords> {
  const binding = { episode: episodeId }
  const episode = await row<EpisodeRecords['episode']>(
    'select *, external_episode_id as rllib_episode_id from episodes where episode_id = :episode',
    binding
  )
  if (episode === null) throw await missing('episode', episodeId)
  const names = ['steps', 'trades', 'operations'] as const
  const tables = await Promise.all(
    names.map(async (name): Promise<RecordTable> => {
      const { table, order, columns: list } = TABLES[name]
      const columns = list.split(' ')
      const sql = `select ${columns.join(', ')} from ${table} where episode_id = :episode order by ${order}`
      return { name, columns, rows: await rows<RecordRow>(sql, binding) }
    })
  )
  return { episode, tables }
}

import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { EpisodeDetails, RecordedEpisode } from '#compute/workers/recorded_episode'
import { copyRows, reserveIds } from '#services/recorder/copy_rows'
import {
  EPISODE_COLUMNS,
  episodeLine,
  OPERATION_COLUMNS,
  operationLine,
  STEP_COLUMNS,
  stepLines,
  TRADE_COLUMNS,
  tradeLine,
  type RecordedRun,
} from '#services/recorder/episode_rows'

/** Writes episodes with what is recorded of them; gives their ids. */
export async function storeEpisodes(
  trx: TransactionClientContract,
  run: RecordedRun,
  episodes: readonly RecordedEpisode[]
): Promise<number[]> {
  const ids = await reserveIds(trx, 'episodes_episode_id_seq', episodes.length)
  const now = Date.now()
  const lines = episodes.map((episode, k) => episodeLine(run, ids[k], episode, now))
  await copyRows(trx, 'episodes', EPISODE_COLUMNS, lines)
  const withSteps = episodes.flatMap((episode, k) =>
    episode.details === null ? [] : [{ episodeId: ids[k], details: episode.details }]
  )
  await storeDetails(trx, run, withSteps)
  return ids
}

/** Writes the steps, trades and operations of episodes that are stored. */
export async function storeDetails(
  trx: TransactionClientContract,
  run: RecordedRun,
  withSteps: readonly { readonly episodeId: number; readonly details: EpisodeDetails }[]
): Promise<void> {
  const count = withSteps.reduce((sum, { details }) => sum + details.steps.length, 0)
  const stepIds = await reserveIds(trx, 'steps_step_id_seq', count)
  const rows = { steps: [] as string[], trades: [] as string[], operations: [] as string[] }
  let used = 0
  for (const { episodeId, details } of withSteps) {
    const own = stepIds.slice(used, (used += details.steps.length))
    for (const line of stepLines(run, episodeId, details, own)) rows.steps.push(line)
    for (const trade of details.trades) rows.trades.push(tradeLine(episodeId, trade))
    const first = details.steps.bar[0]
    for (const fill of details.fills) {
      rows.operations.push(operationLine(episodeId, own[fill.bar - first], fill))
    }
  }
  await copyRows(trx, 'steps', STEP_COLUMNS, rows.steps)
  await copyRows(trx, 'trades', TRADE_COLUMNS, rows.trades)
  await copyRows(trx, 'trading_operations', OPERATION_COLUMNS, rows.operations)
}

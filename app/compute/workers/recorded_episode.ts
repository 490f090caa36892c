import type {
  EpisodeKind,
  EpisodeRecord,
  StepColumns,
} from '../../core/environment/episode_record.ts'
import { deepest, drawdownsOf } from '../../core/evaluation/metrics/drawdown.ts'
import { sharpeRatio } from '../../core/evaluation/metrics/curve_metrics.ts'
import type { FillRecord, TradeRecord } from '../../core/portfolio/records.ts'

/** What is stored of an episode: its figures always, steps, trades and fills where the policy keeps them. */
export interface RecordedEpisode {
  readonly kind: EpisodeKind
  readonly number: number
  /** 1, 2, … over all episodes of the run. */
  readonly sequence: number
  readonly market: number
  readonly startBar: number
  /** UTC epoch ms */
  readonly startTime: number
  readonly endTime: number
  readonly initialEquity: number
  readonly finalEquity: number
  readonly totalReward: number
  readonly steps: number
  readonly terminated: boolean
  readonly epsilon: number
  readonly meanLoss: number | null
  readonly meanMaxQ: number | null
  readonly exposure: number
  readonly actionCounts: readonly number[]
  /** Annualised, of the episode's bars; null: undefined. */
  readonly sharpe: number | null
  /** <= 0 */
  readonly maxDrawdown: number
  /** Closed trades. */
  readonly trades: number
  readonly winRate: number | null
  readonly details: EpisodeDetails | null
}

export interface EpisodeDetails {
  readonly steps: StepColumns
  readonly trades: readonly TradeRecord[]
  readonly fills: readonly FillRecord[]
}

/** Reduces an episode to what is stored, in the thread, so that little crosses to the main one. */
export function recordedEpisode(
  record: EpisodeRecord,
  sequence: number,
  periodsPerYear: number
): RecordedEpisode {
  const { kind, number, market, startBar, startTime, endTime, initialEquity, finalEquity } = record
  const { totalReward, steps, terminated, epsilon, meanLoss, meanMaxQ, exposure } = record
  const wins = record.trades.filter(({ pnl }) => pnl > 0).length
  const closed = record.trades.length
  return {
    ...{ kind, number, sequence, market, startBar, startTime, endTime, initialEquity, finalEquity },
    ...{ totalReward, steps, terminated, epsilon, meanLoss, meanMaxQ, exposure },
    actionCounts: [...record.actionCounts],
    sharpe: sharpeRatio(record.equity, periodsPerYear),
    maxDrawdown: deepest(drawdownsOf(record.equity))?.depth ?? 0,
    trades: closed,
    winRate: closed === 0 ? null : wins / closed,
    details: detailsOf(record),
  }
}

function detailsOf({ stepColumns, trades, openTrade, fills }: EpisodeRecord) {
  if (stepColumns === null) return null
  return { steps: stepColumns, trades: openTrade === null ? trades : [...trades, openTrade], fills }
}

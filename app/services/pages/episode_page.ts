import { inject } from '@adonisjs/core'
import EpisodeBarsReader, { type EpisodeBars } from '#services/pages/episode_bars'
import { decisionAt } from '#services/pages/episode_decision'
import {
  episodeOperations,
  episodeSteps,
  episodeTrades,
  neighbours,
  type EpisodeDetail,
  type EpisodeOperation,
  type EpisodeStep,
  type EpisodeTrade,
} from '#services/pages/episode_detail'
import {
  actionShares,
  extremeBars,
  heldSummary,
  rewardSummary,
  tradeCounts,
} from '#services/pages/episode_summary'
import {
  operationRows,
  rowChosen,
  tradeRows,
  type ChosenRow,
} from '#services/pages/episode_selection'
import { replayOf } from '#services/reruns/reruns'
import { RecentlyUsed } from '#services/pages/recently_used'
import Explainer, { type Explanation } from '#services/pages/explainer'

const NOTHING_CHOSEN: Explanation = {
  known: false,
  reason: 'Select a bar to see what the agent saw there.',
}

/**
 * An episode is stored when it has ended and never changes; its page asks for it again with every bar
 * that a person selects. So many steps are kept, some 20 MB.
 */
const MOST_KEPT_STEPS = 60_000
const kept = new RecentlyUsed<Recorded>(MOST_KEPT_STEPS)

export interface Recorded extends Pick<EpisodeBars, 'series' | 'hold' | 'dataset'> {
  readonly steps: readonly EpisodeStep[]
  readonly trades: readonly EpisodeTrade[]
  readonly operations: readonly (EpisodeOperation & { readonly decidedTime: number | null })[]
}

@inject()
export default class EpisodePage {
  constructor(
    protected bars: EpisodeBarsReader,
    protected explainer: Explainer
  ) {}

  /** What was recorded of an episode, with its bars. */
  async recorded(episode: EpisodeDetail): Promise<Recorded> {
    const key = String(episode.episode_id)
    const known = kept.get(key)
    if (known !== undefined) return known
    const found = await this.#read(episode)
    // steps that were not recorded may be yet: the episode can be replayed
    if (episode.steps_recorded) kept.set(key, found, found.steps.length)
    return found
  }

  async #read(episode: EpisodeDetail): Promise<Recorded> {
    const [steps, trades, stored, { series, hold, dataset }] = await Promise.all([
      episodeSteps(episode.episode_id),
      episodeTrades(episode.episode_id),
      episodeOperations(episode.episode_id),
      this.bars.read(episode),
    ])
    const operations = stored.map((operation) => {
      const decided = operation.decided_bar
      return { ...operation, decidedTime: decided === null ? null : series.time[decided]! }
    })
    return { steps, trades, operations, series, hold, dataset }
  }

  /** The decision at a bar, with what the agent saw and what weighed. */
  async decision(episode: EpisodeDetail, bar: number | null, recorded: Recorded) {
    const decision = bar === null ? null : decisionAt(episode, bar, recorded)
    if (decision === null) return { decision, explanation: NOTHING_CHOSEN }
    return { decision, explanation: await this.explainer.explain(episode, decision.bar, recorded) }
  }

  /** Everything but the chart's drawing. Without a bar the decision behind the chosen row is shown. */
  async page(episode: EpisodeDetail, bar: number | null, row: ChosenRow) {
    const recorded = await this.recorded(episode)
    const { steps, trades, operations } = recorded
    const lastBar = episode.start_bar + steps.length
    const rows = {
      trades: tradeRows(trades, operations, lastBar),
      operations: operationRows(operations),
    }
    const selected = rowChosen(row, rows)
    const chosen = bar ?? selected?.decided ?? firstOperationBar(operations) ?? episode.start_bar
    const near = await neighbours(episode)
    const counts = tradeCounts(trades, operations)
    const logReturn = Math.log1p(episode.total_return)
    const replay = episode.steps_recorded ? null : await replayOf(episode.episode_id)
    const span = selected?.span ?? null
    const common = { ...recorded, rows, span, near, replay, counts, logReturn, bar: chosen }
    if (steps.length === 0) {
      return {
        ...common,
        ...(await this.decision(episode, null, recorded)),
        actions: [],
        held: null,
      }
    }
    return {
      ...common,
      ...(await this.decision(episode, chosen, recorded)),
      actions: actionShares(episode, steps),
      held: heldSummary(episode, steps),
      rewards: rewardSummary(steps),
      extremes: extremeBars(episode, steps),
    }
  }
}

function firstOperationBar(operations: readonly { decided_bar: number | null }[]): number | null {
  return operations.find(({ decided_bar: decided }) => decided !== null)?.decided_bar ?? null
}

import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { knownEpisode, type EpisodeDetail } from '#services/pages/episode_detail'
import EpisodePage, { type Recorded } from '#services/pages/episode_page'
import type { Explanation } from '#services/pages/explainer'
import { csvOf } from '#transformers/csv'
import { episodeChart, type EpisodeCurves } from '#transformers/charts/episode_chart'
import { accumulatedReward, rewardHistogram } from '#transformers/charts/reward_charts'
import { zoomRanges } from '#transformers/charts/zoom_ranges'
import { observationMatrix, observationRecords } from '#transformers/tables/observation_matrix'
import { observationTable } from '#transformers/tables/observation_table'
import { integerIn } from '#validators/list_query'
import { windowIn } from '#validators/chart_query'

/** Rows of a table on the page; the CSV has all. */
const MOST_ROWS = 300

function curvesOf(episode: EpisodeDetail, recorded: Recorded): EpisodeCurves {
  return {
    symbol: episode.symbol,
    interval: episode.interval,
    currency: episode.currency,
    series: recorded.series,
    levels: (episode.parameters['environment']?.['levels'] ?? []) as readonly number[],
    startBar: episode.start_bar,
    initialEquity: episode.initial_portfolio_value,
    steps: recorded.steps,
    operations: recorded.operations,
    hold: recorded.hold.equity,
  }
}

function wholeOf(episode: EpisodeDetail) {
  return { from: episode.start_bar, to: episode.start_bar + episode.total_steps }
}

/** One episode, bar by bar. */
export default class EpisodeController {
  @inject()
  async show({ params, request, view }: HttpContext, pages: EpisodePage) {
    const episode = await knownEpisode(Number(params['id']))
    const query = request.qs()
    const bar = integerIn(query, 'bar')
    if (request.header('HX-Request')) {
      const recorded = await pages.recorded(episode)
      const chosen = await pages.decision(episode, bar, recorded)
      return view.render('partials/episodes/chosen_bar', {
        episode,
        ...chosen,
        observation: observationOf(chosen),
      })
    }
    const row = { trade: integerIn(query, 'trade'), operation: integerIn(query, 'operation') }
    const page = await pages.page(episode, bar, row)
    return view.render('pages/episodes/show', {
      episode,
      ...page,
      row,
      observation: observationOf(page),
      charts: this.#charts(episode, page),
      mostRows: MOST_ROWS,
      ranges: zoomRanges(episode.interval),
      recordEvery: Number(episode.parameters['training']?.['recordEvery'] ?? 0),
      fillDelay: Number(episode.parameters['environment']?.['fillDelay'] ?? 1),
      replaySeconds: secondsToReplay(episode),
      rewardHint: rewardHint(episode),
      crumbs: [
        { label: 'Runs', href: '/runs' },
        { label: `Run ${episode.run_id}`, href: `/runs/${episode.run_id}` },
        { label: 'Episodes', href: `/runs/${episode.run_id}/episodes?kind=${episode.kind}` },
        { label: `Episode ${episode.episode_id}` },
      ],
    })
  }

  /** All numbers that the agent saw at a bar: as a page, or as CSV. */
  @inject()
  async observation(ctx: HttpContext, pages: EpisodePage) {
    const { params, request, response, view } = ctx
    const episode = await knownEpisode(Number(params['id']))
    const recorded = await pages.recorded(episode)
    const bar = integerIn(request.qs(), 'bar') ?? episode.start_bar
    const { decision, explanation } = await pages.decision(episode, bar, recorded)
    const { time } = recorded.series
    const matrix = explanation.known ? observationMatrix(explanation, time) : null
    if (request.url().endsWith('.csv')) {
      response.header('content-type', 'text/csv; charset=utf-8')
      const name = `episode-${episode.episode_id}-observation-${bar}.csv`
      response.header('content-disposition', `attachment; filename="${name}"`)
      return csvOf(matrix === null ? [] : observationRecords(matrix))
    }
    const href = `/episodes/${episode.episode_id}`
    return view.render('pages/episodes/observation', {
      ...{ episode, decision, explanation, matrix, bar },
      crumbs: [
        { label: 'Runs', href: '/runs' },
        { label: `Run ${episode.run_id}`, href: `/runs/${episode.run_id}` },
        { label: `Episode ${episode.episode_id}`, href: `${href}?bar=${bar}` },
        { label: 'Observation' },
      ],
    })
  }

  #charts(episode: EpisodeDetail, recorded: Recorded) {
    if (recorded.steps.length === 0) return null
    return {
      price: episodeChart(curvesOf(episode, recorded), wholeOf(episode)),
      rewards: rewardHistogram(recorded.steps.map(({ reward }) => reward)),
      accumulated: accumulatedReward(recorded.steps, episode),
    }
  }

  /** The bars of a window, for the chart to draw. */
  @inject()
  async bars({ params, request }: HttpContext, pages: EpisodePage) {
    const episode = await knownEpisode(Number(params['id']))
    const recorded = await pages.recorded(episode)
    const { from, to } = wholeOf(episode)
    return episodeChart(curvesOf(episode, recorded), windowIn(request.qs(), from, to))
  }
}

function observationOf({ explanation }: { readonly explanation: Explanation }) {
  return explanation.known ? observationTable(explanation) : null
}

/** From the speed of the run itself; null where that is not known. */
function secondsToReplay({ number, run_seconds: seconds, episodes_done: done }: EpisodeDetail) {
  return seconds > 0 && done > 0 ? (seconds / done) * number : null
}

const REWARDS: Readonly<Record<string, string>> = {
  log_return: 'Log return of equity',
  pnl: 'Profit over initial equity',
  sharpe: 'Differential Sharpe ratio',
  sortino: 'Differential downside deviation ratio',
}

function rewardHint({ parameters }: EpisodeDetail): string {
  const { reward, rewardScale } = parameters['environment'] ?? {}
  return `${REWARDS[String(reward)] ?? 'Reward'}, times ${String(rewardScale)}`
}

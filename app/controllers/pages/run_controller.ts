import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { positionText, surelyDrawn } from '#controllers/pages/run_audience'
import EpisodeBarsReader from '#services/pages/episode_bars'
import { episodeDetail } from '#services/pages/episode_detail'
import { equityOf } from '#services/pages/run_curves'
import { runHead, runPage } from '#services/pages/run_page'
import { equityChart } from '#transformers/charts/equity_chart'
import { runCharts } from '#transformers/charts/run_charts'
import { allParameters, writtenChanges } from '#transformers/tables/configuration'
import { integerIn } from '#validators/list_query'
import { runTabs } from '#transformers/tables/run_tabs'

function crumbsOf(run: { run_id: number; experiment_id: number }, page?: string) {
  const experiment = `Experiment ${run.experiment_id}`
  const own = { label: `Run ${run.run_id}` }
  return [
    { label: 'Runs', href: '/runs' },
    { label: experiment, href: `/experiments/${run.experiment_id}` },
    ...(page ? [{ ...own, href: `/runs/${run.run_id}` }, { label: page }] : [own]),
  ]
}

/** Where the page's stream begins: after what the page shows already. */
function liveUrl({ run, latest, best }: Awaited<ReturnType<typeof runPage>>): string {
  const position = positionText({
    until: surelyDrawn(run.episodes_done),
    latest: latest?.episode_id ?? 0,
    best: best?.number ?? 0,
    begun: run.benchmark !== null,
  })
  return `/runs/${run.run_id}/live?${position}`
}

/** One run. */
export default class RunController {
  @inject()
  async show({ params, view }: HttpContext, bars: EpisodeBarsReader) {
    const page = await runPage(Number(params['id']))
    const { run, changes } = page
    return view.render('pages/runs/show', {
      ...page,
      changes: writtenChanges(changes),
      charts: { ...runCharts(page), equity: await latestEquity(page.latest, bars) },
      crumbs: crumbsOf(run),
      tabs: runTabs(run.run_id),
      liveUrl: page.live ? liveUrl(page) : null,
    })
  }

  async observation({ params, view }: HttpContext) {
    const run = await runHead(Number(params['id']))
    const tabs = runTabs(run.run_id)
    const crumbs = crumbsOf(run, 'Observation')
    return view.render('pages/runs/observation', { run, tabs, crumbs })
  }

  /** All parameters, or those that differ from the defaults or from another run (`with`). */
  async configuration({ params, request, view }: HttpContext) {
    const run = await runHead(Number(params['id']))
    const query = request.qs()
    const other = integerIn(query, 'with')
    const standard = other === null ? null : (await runHead(other)).parameters
    const onlyChanges = query['show'] === 'changes'
    const groups = allParameters(run.parameters, standard, onlyChanges)
    return view.render('pages/runs/configuration', {
      ...{ run, other, onlyChanges, groups },
      against: other === null ? 'the catalogue’s defaults' : `run ${other}`,
      tabs: runTabs(run.run_id),
      crumbs: crumbsOf(run, 'Configuration'),
    })
  }
}

/** Equity of the latest validation episode against buy and hold; null before the first. */
export async function latestEquity(
  latest: { readonly episode_id: number } | null,
  bars: EpisodeBarsReader
) {
  const episode = latest && (await episodeDetail(latest.episode_id))
  if (!episode?.steps_recorded) return null
  const [points, { hold, series }] = await Promise.all([
    equityOf(episode.episode_id),
    bars.read(episode),
  ])
  const first = episode.start_bar
  return equityChart({
    interval: episode.interval,
    currency: episode.currency,
    bars: [first, ...points.map(({ bar }) => bar)],
    times: [series.time[first]!, ...points.map(({ timestamp }) => timestamp.getTime())],
    equity: [episode.initial_portfolio_value, ...points.map(({ portfolio_value: value }) => value)],
    hold: [...hold.equity],
  })
}

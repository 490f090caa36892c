import type { HttpContext } from '@adonisjs/core/http'
import { EPISODE_SORTS, episodeList } from '#services/pages/episode_list'
import { runHead } from '#services/pages/run_page'
import { episodeFilter, scaleOf } from '#validators/episode_filter'
import { cursorIn, sortIn } from '#validators/list_query'
import { EPISODE_HEADS } from '#transformers/tables/episode_heads'
import { runTabs } from '#transformers/tables/run_tabs'

export default class EpisodesController {
  async index({ request, view }: HttpContext) {
    const query = request.qs()
    const filter = episodeFilter(query, null)
    const sort = sortIn(query, Object.keys(EPISODE_SORTS), '-id')
    const page = await episodeList(
      filter,
      sort,
      cursorIn(query, { sort, scale: scaleOf(sort.key) })
    )
    const crumbs = [{ label: 'Runs', href: '/runs' }, { label: 'Episodes' }]
    const heads = EPISODE_HEADS
    return view.render('pages/episodes/index', {
      page,
      filter,
      sort,
      heads,
      crumbs,
      run: null,
      goTo: true,
      noun: 'episodes',
    })
  }

  /** Those of one run. */
  async ofRun({ params, request, view }: HttpContext) {
    const run = await runHead(Number(params['id']))
    const query = request.qs()
    const filter = episodeFilter(query, run.run_id)
    const sort = sortIn(query, Object.keys(EPISODE_SORTS), '-id')
    const page = await episodeList(
      filter,
      sort,
      cursorIn(query, { sort, scale: scaleOf(sort.key) })
    )
    const crumbs = [
      { label: 'Runs', href: '/runs' },
      { label: `Run ${run.run_id}`, href: `/runs/${run.run_id}` },
      { label: 'Episodes' },
    ]
    const heads = EPISODE_HEADS.filter(({ label }) => label !== 'Run')
    return view.render('pages/episodes/index', {
      page,
      filter,
      sort,
      heads,
      crumbs,
      run,
      tabs: runTabs(run.run_id),
      goTo: true,
      noun: 'episodes',
    })
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import {
  episodeOperations,
  episodeSteps,
  episodeTrades,
  knownEpisode,
} from '#services/pages/episode_detail'
import { EPISODE_SORTS, episodeList } from '#services/pages/episode_list'
import { runHead } from '#services/pages/run_page'
import { episodeJson, operationJson, stepJson, tradeJson } from '#transformers/episode_records'
import { listedEpisodeJson } from '#transformers/run_records'
import { episodeFilter } from '#validators/episode_filter'
import { cursorIn, integerIn, sortIn } from '#validators/list_query'

const MOST_STEPS = 10_000
const USUAL_STEPS = 1000

/** `/api/v1/episodes` and what hangs on one. */
export default class EpisodesController {
  async index({ request }: HttpContext) {
    return this.#list(request.qs(), null)
  }

  async ofRun({ params, request }: HttpContext) {
    const run = await runHead(Number(params['id']))
    return this.#list(request.qs(), run.run_id)
  }

  async show({ params }: HttpContext) {
    return episodeJson(await knownEpisode(Number(params['id'])))
  }

  /** By bar: `?after=BAR&limit=1000`. */
  async steps({ params, request }: HttpContext) {
    const episode = await knownEpisode(Number(params['id']))
    const query = request.qs()
    const limit = Math.min(Math.max(integerIn(query, 'limit') ?? USUAL_STEPS, 1), MOST_STEPS)
    const after = integerIn(query, 'after') ?? -1
    const steps = await episodeSteps(episode.episode_id, { after, limit: limit + 1 })
    const page = steps.slice(0, limit)
    const next = steps.length > limit ? (page.at(-1)?.bar ?? null) : null
    return { steps_recorded: episode.steps_recorded, data: page.map(stepJson), next }
  }

  async trades({ params }: HttpContext) {
    const { episode_id: id } = await knownEpisode(Number(params['id']))
    return { data: (await episodeTrades(id)).map(tradeJson) }
  }

  async operations({ params }: HttpContext) {
    const { episode_id: id } = await knownEpisode(Number(params['id']))
    return { data: (await episodeOperations(id)).map(operationJson) }
  }

  async #list(query: Record<string, unknown>, runId: number | null) {
    const filter = episodeFilter(query, runId, 'all')
    const sort = sortIn(query, Object.keys(EPISODE_SORTS), '-id')
    const { rows, next, total } = await episodeList(filter, sort, cursorIn(query))
    return { data: rows.map(listedEpisodeJson), next, total }
  }
}

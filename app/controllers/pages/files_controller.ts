import type { HttpContext } from '@adonisjs/core/http'
import { inject } from '@adonisjs/core'
import { knownEpisode } from '#services/pages/episode_detail'
import EpisodePage from '#services/pages/episode_page'
import { RecordNotFound } from '#services/pages/missing'
import { runHead } from '#services/pages/run_page'
import { runEvents } from '#services/pages/run_detail'
import { csvOf } from '#transformers/csv'
import { episodeJson, operationJson, stepJson, tradeJson } from '#transformers/episode_records'

const MOST_LINES = 100_000
/** What is downloaded of an episode. */
const FILES = ['steps.csv', 'trades.csv', 'operations.csv', 'episode.json'] as const

function csv(response: HttpContext['response'], records: readonly object[]): string {
  response.header('content-type', 'text/csv; charset=utf-8')
  return csvOf(records)
}

/** Downloads. */
export default class FilesController {
  /** One of `FILES`. */
  @inject()
  async episode({ params, response }: HttpContext, pages: EpisodePage) {
    const episode = await knownEpisode(Number(params['id']))
    const name = FILES.find((file) => file === params['file'])
    if (name === undefined) {
      throw new RecordNotFound(
        `There is no file ${params['file']} of an episode.`,
        `Take one of ${FILES.join(', ')}.`
      )
    }
    const { steps, trades, operations } = await pages.recorded(episode)
    const fileName = `episode-${episode.episode_id}-${name}`
    response.header('content-disposition', `attachment; filename="${fileName}"`)
    switch (name) {
      case 'steps.csv':
        return csv(response, steps.map(stepJson))
      case 'trades.csv':
        return csv(response, trades.map(tradeJson))
      case 'operations.csv':
        return csv(response, operations.map(operationJson))
      case 'episode.json':
        return {
          ...episodeJson(episode),
          steps: steps.map(stepJson),
          trades: trades.map(tradeJson),
          operations: operations.map(operationJson),
        }
    }
  }

  async log({ params, response }: HttpContext) {
    const run = await runHead(Number(params['id']))
    const events = await runEvents(run.run_id, MOST_LINES)
    const lines = events
      .reverse()
      .map(({ time, level, message }) => `${time.toISOString()} ${level} ${message}\n`)
    response.header('content-type', 'text/plain; charset=utf-8')
    response.header('content-disposition', `attachment; filename="run-${run.run_id}.log"`)
    return lines.join('')
  }
}

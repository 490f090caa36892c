import type { HttpContext } from '@adonisjs/core/http'
import type { ListOperation } from '#openapi/list_operation'
import * as operations from '#openapi/operations/episodes'
import { listEpisodesOfRun } from '#openapi/operations/training_runs'
import type { ParameterShapes } from '#openapi/operation'
import type { RecordShape } from '#openapi/shape'
import { knownEpisode, listEpisodes } from '#services/api/episode_list'
import { listOperations, listSteps, listTrades } from '#services/api/episode_parts'
import type { ListPage, ListRequest } from '#services/api/list_rows'
import { weightsOfRun } from '#services/api/run_weights'
import { knownRun } from '#services/api/run_list'
import { asRecord, type Stored } from '#transformers/records/as_record'
import {
  operationRecord,
  stepRecord,
  tradeRecord,
} from '#transformers/records/episode_part_records'
import { episodeRecord } from '#transformers/records/episode_record'
import { episodeModel } from '#transformers/records/model_record'
import { answerList } from './answer_list.js'
import { listRequestOf } from './list_request.js'
import { isUnchanged } from './unchanged.js'

type Filters = Readonly<Record<string, unknown>>

/** `/api/v1/episodes/` and what hangs on one. */
export default class EpisodesController {
  async index(ctx: HttpContext) {
    return this.#list(ctx, operations.listEpisodes, {})
  }

  async ofRun(ctx: HttpContext) {
    const { run_id: runId } = await knownRun(ctx.params['run_id'])
    return this.#list(ctx, listEpisodesOfRun, { run_id: runId })
  }

  async show(ctx: HttpContext) {
    const episode = asRecord(episodeRecord, await knownEpisode(ctx.params['episode_id']))
    if (isUnchanged(ctx, [episode])) return
    return episode
  }

  async steps(ctx: HttpContext) {
    return this.#part(ctx, operations.listSteps, stepRecord, listSteps)
  }

  async trades(ctx: HttpContext) {
    return this.#part(ctx, operations.listTrades, tradeRecord, listTrades)
  }

  async operations(ctx: HttpContext) {
    return this.#part(ctx, operations.listOperations, operationRecord, listOperations)
  }

  async model(ctx: HttpContext) {
    const episode = await knownEpisode(ctx.params['episode_id'])
    const weights = await weightsOfRun(episode.run_id)
    const chosenHere = weights.episode_id === episode.episode_id
    const model = asRecord(episodeModel, { ...weights, of_this_episode: chosenHere })
    if (isUnchanged(ctx, [model])) return
    return model
  }

  async #list(ctx: HttpContext, operation: ListOperation, within: Filters) {
    const { filters, request } = listRequestOf(ctx, operation)
    const { rows, next } = await listEpisodes({ ...filters, ...within }, request)
    const data = rows.map((row) => asRecord(episodeRecord, row))
    return answerList(ctx, operation, { data, next })
  }

  /** An episode is stored when it has ended: what it holds never changes. */
  async #part<P extends ParameterShapes, Row extends Stored<P>>(
    ctx: HttpContext,
    operation: ListOperation,
    shape: RecordShape<P>,
    list: (episode: number, filters: Filters, request: ListRequest) => Promise<ListPage<Row>>
  ) {
    const episode = await knownEpisode(ctx.params['episode_id'])
    if (isUnchanged(ctx, [episode])) return
    const { filters, request } = listRequestOf(ctx, operation)
    const { rows, next } = await list(episode.episode_id, filters, request)
    const data = rows.map((row) => asRecord(shape, row))
    const also = { steps_recorded: episode.steps_recorded }
    return answerList(ctx, operation, { data, next, also })
  }
}

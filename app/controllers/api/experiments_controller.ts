import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { listExperiments as operation } from '#openapi/operations/experiments'
import { readBody } from '#openapi/read_request'
import { knownExperiment, listExperiments } from '#services/api/experiment_list'
import { describeExperiment } from '#services/training/descriptions'
import { experimentJson } from '#transformers/records/experiment_record'
import { descriptionBody, tagsOf } from '#validators/api/bodies'
import { answerList } from './answer_list.js'
import { listRequestOf } from './list_request.js'

/** `/api/v1/experiments/` */
export default class ExperimentsController {
  async index(ctx: HttpContext) {
    const { filters, request } = listRequestOf(ctx, operation)
    const { rows, next } = await listExperiments(filters, request)
    return answerList(ctx, operation, { data: rows.map(experimentJson), next })
  }

  async show({ params }: HttpContext) {
    return experimentJson(await knownExperiment(params['experiment_id']))
  }

  async describe(ctx: HttpContext) {
    const asked = readBody(descriptionBody, ctx.request.body())
    const before = await knownExperiment(ctx.params['experiment_id'])
    const { experiment_id: id } = before
    const { name = before.name, notes = before.notes } = asked
    const tags = asked.tags === undefined ? before.tags : tagsOf(asked.tags)
    await describeExperiment(id, { name, tags, notes }, actorOf(ctx))
    return experimentJson(await knownExperiment(id))
  }
}

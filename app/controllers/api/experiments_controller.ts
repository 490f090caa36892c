import type { HttpContext } from '@adonisjs/core/http'
import { listExperiments as operation } from '#openapi/operations/experiments'
import { knownExperiment, listExperiments } from '#services/api/experiment_list'
import { experimentJson } from '#transformers/records/experiment_record'
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
}

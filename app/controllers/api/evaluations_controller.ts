import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import * as operations from '#openapi/operations/evaluations'
import { readBody } from '#openapi/read_request'
import * as lists from '#services/api/evaluation_list'
import { NoTearSheet } from '#services/evaluation/evaluation_errors'
import { storedEvaluation } from '#services/evaluation/evaluation_report'
import EvaluationService from '#services/evaluation_service'
import { asRecord } from '#transformers/records/as_record'
import {
  evaluationMetricRecord,
  evaluationRecord,
  lookRecord,
} from '#transformers/records/evaluation_record'
import { evaluationBody, evaluationInput } from '#validators/api/evaluation_body'
import { answerList } from './answer_list.js'
import { answerOnce } from './answer_once.js'
import { listRequestOf } from './list_request.js'
import { isUnchanged } from './unchanged.js'

/** `/api/v1/evaluation/runs/` and what hangs on one. */
export default class EvaluationsController {
  async index(ctx: HttpContext) {
    const { filters, request } = listRequestOf(ctx, operations.listEvaluations)
    const { rows, next } = await lists.listEvaluations(filters, request)
    const data = rows.map((row) => asRecord(evaluationRecord, row))
    return answerList(ctx, operations.listEvaluations, { data, next })
  }

  async show({ params }: HttpContext) {
    return asRecord(evaluationRecord, await lists.knownEvaluation(params['evaluation_id']))
  }

  @inject()
  async store(ctx: HttpContext, evaluations: EvaluationService) {
    const asked = readBody(evaluationBody, ctx.request.body())
    return answerOnce(ctx, operations.requestEvaluation, asked, async () => {
      const evaluationId = await evaluations.request(evaluationInput(asked), actorOf(ctx))
      const body = asRecord(evaluationRecord, await lists.knownEvaluation(evaluationId))
      return { status: 201, body }
    })
  }

  @inject()
  async cancel(ctx: HttpContext, evaluations: EvaluationService) {
    await evaluations.cancel(ctx.params['evaluation_id'], actorOf(ctx))
    return this.show(ctx)
  }

  @inject()
  async destroy(ctx: HttpContext, evaluations: EvaluationService) {
    await evaluations.delete(ctx.params['evaluation_id'], actorOf(ctx))
    return ctx.response.noContent()
  }

  async metrics(ctx: HttpContext) {
    const { evaluation_id: id } = await lists.knownEvaluation(ctx.params['evaluation_id'])
    const { filters, request } = listRequestOf(ctx, operations.listEvaluationMetrics)
    const { rows, next } = await lists.listEvaluationMetrics(id, filters, request)
    const data = rows.map((row) => asRecord(evaluationMetricRecord, row))
    return answerList(ctx, operations.listEvaluationMetrics, { data, next })
  }

  async looks(ctx: HttpContext) {
    const evaluation = await lists.knownEvaluation(ctx.params['evaluation_id'])
    const { filters, request } = listRequestOf(ctx, operations.listLooks)
    const { rows, next } = await lists.listLooks(evaluation, filters, request)
    const data = rows.map((row) => asRecord(lookRecord, row))
    return answerList(ctx, operations.listLooks, { data, next })
  }

  /** A tear sheet is stored once and never changes. */
  async sheet(ctx: HttpContext) {
    const { status } = await lists.knownEvaluation(ctx.params['evaluation_id'])
    const { evaluation_id: id, sheet } = await storedEvaluation(ctx.params['evaluation_id'])
    if (sheet === null) throw new NoTearSheet(id, status)
    if (isUnchanged(ctx, [id])) return
    return ctx.response.json(sheet)
  }
}

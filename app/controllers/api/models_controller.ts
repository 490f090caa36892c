import type { HttpContext } from '@adonisjs/core/http'
import { listModels as operation } from '#openapi/operations/system'
import { listModels } from '#services/api/model_list'
import { asRecord } from '#transformers/records/as_record'
import { modelRecord } from '#transformers/records/model_record'
import { answerList } from './answer_list.js'
import { listRequestOf } from './list_request.js'

/** `/api/v1/models/` */
export default class ModelsController {
  async index(ctx: HttpContext) {
    const { filters, request } = listRequestOf(ctx, operation)
    const { rows, next } = await listModels(filters, request)
    return answerList(ctx, operation, { data: rows.map((row) => asRecord(modelRecord, row)), next })
  }
}

import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { sendExportFile } from '#controllers/pages/export_file'
import * as operations from '#openapi/operations/models'
import { readBody } from '#openapi/read_request'
import { listExports } from '#services/api/export_list'
import { listModels, modelOfExperiment } from '#services/api/model_list'
import ModelService from '#services/model_service'
import ExportService from '#services/models/export_service'
import { knownExport, knownExportFile } from '#services/models/model_export_rows'
import { asRecord } from '#transformers/records/as_record'
import { exportRecord, modelRecord } from '#transformers/records/model_record'
import { exportBody, promoteBody, retireBody } from '#validators/api/model_body'
import { answerList } from './answer_list.js'
import { answerOnce } from './answer_once.js'
import { listRequestOf } from './list_request.js'

/** `/api/v1/models/` and what hangs on one. */
export default class ModelsController {
  async index(ctx: HttpContext) {
    const { filters, request } = listRequestOf(ctx, operations.listModels)
    const { rows, next } = await listModels(filters, request)
    const data = rows.map((row) => asRecord(modelRecord, row))
    return answerList(ctx, operations.listModels, { data, next })
  }

  async show({ params }: HttpContext) {
    return recordOf(params['experiment_id'])
  }

  @inject()
  async promote(ctx: HttpContext, models: ModelService) {
    const { name, reason } = readBody(promoteBody, ctx.request.body())
    const experimentId: number = ctx.params['experiment_id']
    const named = name === undefined ? {} : { name }
    await models.promote({ experimentId, reason, ...named }, actorOf(ctx))
    return recordOf(experimentId)
  }

  @inject()
  async retire(ctx: HttpContext, models: ModelService) {
    const { reason } = readBody(retireBody, ctx.request.body())
    const experimentId: number = ctx.params['experiment_id']
    await models.retire(experimentId, reason, actorOf(ctx))
    return recordOf(experimentId)
  }

  async exports(ctx: HttpContext) {
    const { experiment_id: id } = await modelOfExperiment(ctx.params['experiment_id'])
    const { filters, request } = listRequestOf(ctx, operations.listExports)
    const { rows, next } = await listExports(id, filters, request)
    const data = rows.map((row) => asRecord(exportRecord, row))
    return answerList(ctx, operations.listExports, { data, next })
  }

  @inject()
  async export(ctx: HttpContext, exports: ExportService) {
    const asked = readBody(exportBody, ctx.request.body())
    const input = { experimentId: Number(ctx.params['experiment_id']), ...asked }
    return answerOnce(ctx, operations.makeExport, asked, async () => {
      const exportId = await exports.make(input, actorOf(ctx))
      return { status: 201, body: asRecord(exportRecord, await knownExport(exportId)) }
    })
  }

  async file(ctx: HttpContext) {
    return sendExportFile(ctx, await knownExportFile(ctx.params['model_export_file_id']))
  }
}

async function recordOf(experimentId: number) {
  return asRecord(modelRecord, await modelOfExperiment(experimentId))
}

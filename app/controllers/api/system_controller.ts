import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { openapiDocument } from '#openapi/document'
import { listWorkers as operation } from '#openapi/operations/system'
import { metricsText } from '#services/api/metrics'
import { knownWorker, listWorkers } from '#services/api/worker_list'
import { drainWorker, resumeWorker } from '#services/workers/drain_worker'
import { asRecord } from '#transformers/records/as_record'
import { workerRecord } from '#transformers/records/worker_record'
import { answerList } from './answer_list.js'
import { listRequestOf } from './list_request.js'

/** What the API tells of itself. */
export default class SystemController {
  async workers(ctx: HttpContext) {
    const { filters, request } = listRequestOf(ctx, operation)
    const { rows, next } = await listWorkers(filters, request)
    const data = rows.map((row) => asRecord(workerRecord, row))
    return answerList(ctx, operation, { data, next })
  }

  async drain(ctx: HttpContext) {
    const { worker_id: workerId } = ctx.params
    await drainWorker(workerId, actorOf(ctx))
    return asRecord(workerRecord, await knownWorker(workerId))
  }

  async resume(ctx: HttpContext) {
    const { worker_id: workerId } = ctx.params
    await resumeWorker(workerId, actorOf(ctx))
    return asRecord(workerRecord, await knownWorker(workerId))
  }

  async metrics({ response }: HttpContext) {
    const { text, contentType } = await metricsText()
    return response.header('content-type', contentType).send(text)
  }

  openapi() {
    return openapiDocument()
  }
}

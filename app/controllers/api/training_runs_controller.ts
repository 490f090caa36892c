import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { launchRuns, listRuns as listOperation } from '#openapi/operations/training_runs'
import { readBody } from '#openapi/read_request'
import { knownRun, listRuns, runsOf } from '#services/api/run_list'
import { noteRun } from '#services/training/descriptions'
import TrainingService from '#services/training_service'
import { asRecord } from '#transformers/records/as_record'
import { runRecord } from '#transformers/records/run_record'
import { launchBody, noteBody, overridesByPath, tagsOf } from '#validators/api/bodies'
import { answerList } from './answer_list.js'
import { answerOnce } from './answer_once.js'
import { listRequestOf } from './list_request.js'

/** `/api/v1/training/runs/` */
export default class TrainingRunsController {
  async index(ctx: HttpContext) {
    const { filters, request } = listRequestOf(ctx, listOperation)
    const { rows, next } = await listRuns(filters, request)
    const data = rows.map((row) => asRecord(runRecord, row))
    return answerList(ctx, listOperation, { data, next })
  }

  async show({ params }: HttpContext) {
    return asRecord(runRecord, await knownRun(params['run_id']))
  }

  @inject()
  async store(ctx: HttpContext, training: TrainingService) {
    const asked = readBody(launchBody, ctx.request.body())
    return answerOnce(ctx, launchRuns, asked, async () => {
      const { set = {}, tags = [] } = asked
      const input = { ...asked, set: overridesByPath(set), tags: tagsOf(tags) }
      const { experiment, runIds } = await training.launch(input, actorOf(ctx))
      const runs = (await runsOf(runIds)).map((run) => asRecord(runRecord, run))
      return { status: 201, body: { experiment_id: Number(experiment.experimentId), runs } }
    })
  }

  async note(ctx: HttpContext) {
    const { notes } = readBody(noteBody, ctx.request.body())
    await noteRun(ctx.params['run_id'], notes, actorOf(ctx))
    return this.show(ctx)
  }

  @inject()
  async cancel(ctx: HttpContext, training: TrainingService) {
    await training.cancel(ctx.params['run_id'], actorOf(ctx))
    return this.show(ctx)
  }

  @inject()
  async resume(ctx: HttpContext, training: TrainingService) {
    await training.resume(ctx.params['run_id'], actorOf(ctx))
    return this.show(ctx)
  }

  @inject()
  async destroy(ctx: HttpContext, training: TrainingService) {
    await training.delete(ctx.params['run_id'], actorOf(ctx))
    return ctx.response.noContent()
  }
}

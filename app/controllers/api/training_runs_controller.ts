import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { RUN_SORTS, runList } from '#services/pages/run_list'
import { runHead } from '#services/pages/run_page'
import TrainingService from '#services/training_service'
import { experimentJson, runJson } from '#transformers/run_records'
import { launchForm, launchInput } from '#validators/launch'
import { cursorIn, sortIn, textIn } from '#validators/list_query'

/** `/api/v1/training/runs` */
export default class TrainingRunsController {
  async index({ request }: HttpContext) {
    const query = request.qs()
    const filter = {
      status: textIn(query, 'status'),
      dataset: textIn(query, 'dataset'),
      name: textIn(query, 'name'),
      parameter: textIn(query, 'parameter'),
    }
    const sort = sortIn(query, Object.keys(RUN_SORTS), '-id')
    const { rows, next, total } = await runList(filter, sort, cursorIn(query))
    return { data: rows.map(experimentJson), next, total }
  }

  async show({ params }: HttpContext) {
    return runJson(await runHead(Number(params['id'])))
  }

  /** `{ datasets, preset, set, seeds, name, notes }`; `seeds` as a list or as text. */
  @inject()
  async store(ctx: HttpContext, training: TrainingService) {
    const body = ctx.request.all()
    const seeds = Array.isArray(body['seeds']) ? body['seeds'].join(', ') : body['seeds']
    const input = launchInput(await launchForm({ ...body, seeds }))
    const { experiment, runIds } = await training.launch(input, actorOf(ctx))
    const runs = await Promise.all(runIds.map(async (runId) => runJson(await runHead(runId))))
    ctx.response.status(201)
    return { experiment_id: experiment.experimentId, runs }
  }

  @inject()
  async cancel(ctx: HttpContext, training: TrainingService) {
    const runId = Number(ctx.params['id'])
    await training.cancel(runId, actorOf(ctx))
    return runJson(await runHead(runId))
  }

  @inject()
  async resume(ctx: HttpContext, training: TrainingService) {
    const runId = Number(ctx.params['id'])
    await training.resume(runId, actorOf(ctx))
    return runJson(await runHead(runId))
  }
}

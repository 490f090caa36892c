import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import ModelService, { type NamedModel } from '#services/model_service'
import ExportService from '#services/models/export_service'
import { knownModel } from '#services/models/model_reader'
import { modelPath } from '#services/models/model_rows'
import { exportForm, promoteForm, retireForm } from '#validators/model'

function toModel({ response }: HttpContext, { name, version }: NamedModel) {
  return response.redirect(`/models/${name}/${version}`)
}

/** What may be done with a model. */
export default class ModelActionsController {
  @inject()
  async promote(ctx: HttpContext, models: ModelService) {
    const { name, reason } = await promoteForm.validate(ctx.request.all())
    const experimentId = Number(ctx.params['experiment_id'])
    const given = { ...(name ? { name } : {}), reason: reason ?? '' }
    const named = await models.promote({ experimentId, ...given }, actorOf(ctx))
    ctx.session.flash('done', `Model ${named.name} ${named.version} is promoted.`)
    return toModel(ctx, named)
  }

  @inject()
  async retire(ctx: HttpContext, models: ModelService) {
    const { reason } = await retireForm.validate(ctx.request.all())
    const experimentId = Number(ctx.params['experiment_id'])
    const named = await models.retire(experimentId, reason ?? '', actorOf(ctx))
    ctx.session.flash('done', `Model ${named.name} ${named.version} is retired.`)
    return toModel(ctx, named)
  }

  @inject()
  async export(ctx: HttpContext, exports: ExportService) {
    const { format, seed } = await exportForm.validate(ctx.request.all())
    const experimentId = Number(ctx.params['experiment_id'])
    const whose = seed === undefined ? {} : { seed }
    await exports.make({ experimentId, format, ...whose }, actorOf(ctx))
    ctx.session.flash('done', `The ${format} export is made and checked.`)
    return ctx.response.redirect(modelPath(await knownModel(experimentId)))
  }
}

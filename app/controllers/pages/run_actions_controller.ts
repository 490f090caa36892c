import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { noteRun } from '#services/training/descriptions'
import { confirmedBy } from '#validators/confirmation'
import { notesValidator } from '#validators/description'
import TrainingService from '#services/training_service'
import { startingPoint } from '#services/presets/starting_point'
import { launchForm, launchInput, presetIn } from '#validators/launch'

/** Launching, stopping, going on, deleting. */
export default class RunActionsController {
  @inject()
  async store(ctx: HttpContext, training: TrainingService) {
    const body = ctx.request.all()
    const start = await startingPoint(presetIn(body), actorOf(ctx).userId)
    const input = launchInput(await launchForm(body, start))
    const { runIds, experiment } = await training.launch(input, actorOf(ctx))
    const [first] = runIds
    const one = runIds.length === 1
    return ctx.response.redirect(one ? `/runs/${first}` : `/experiments/${experiment.experimentId}`)
  }

  @inject()
  async cancel(ctx: HttpContext, training: TrainingService) {
    const runId = Number(ctx.params['id'])
    await training.cancel(runId, actorOf(ctx))
    ctx.session.flash('done', `Run ${runId} stops at its next step.`)
    return ctx.response.redirect(`/runs/${runId}`)
  }

  @inject()
  async resume(ctx: HttpContext, training: TrainingService) {
    const runId = Number(ctx.params['id'])
    await training.resume(runId, actorOf(ctx))
    ctx.session.flash('done', `Run ${runId} is queued and goes on from its checkpoint.`)
    return ctx.response.redirect(`/runs/${runId}`)
  }

  async note(ctx: HttpContext) {
    const runId = Number(ctx.params['id'])
    const { notes } = await ctx.request.validateUsing(notesValidator)
    await noteRun(runId, notes ?? '', actorOf(ctx))
    return ctx.response.redirect(`/runs/${runId}`)
  }

  @inject()
  async destroy(ctx: HttpContext, training: TrainingService) {
    const runId = Number(ctx.params['id'])
    confirmedBy(ctx.request.all(), `run ${runId}`)
    await training.delete(runId, actorOf(ctx))
    ctx.session.flash('done', `Run ${runId} is deleted with its episodes.`)
    return ctx.response.redirect('/runs')
  }
}

import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { OBJECTIVE_LABELS } from '#core/tuning/objectives'
import type { Actor } from '#services/audit_service'
import { knownStudy } from '#services/pages/studies/study_page'
import { STUDY_LIST_SORTS, studyList } from '#services/pages/studies/study_list'
import TuningService from '#services/tuning_service'
import { STUDY_HEADS } from '#transformers/tables/study_heads'
import { confirmedBy } from '#validators/confirmation'
import { cursorIn, sortIn, textIn } from '#validators/list_query'
import { extensionForm, retrainForm } from '#validators/study'

/** Studies: the list, and what may be done with one. */
@inject()
export default class StudiesController {
  constructor(protected tuning: TuningService) {}

  async index({ request, view }: HttpContext) {
    const since = Date.now()
    const query = request.qs()
    const filter = { status: textIn(query, 'status'), name: textIn(query, 'name') }
    const sort = sortIn(query, Object.keys(STUDY_LIST_SORTS), '-id')
    return view.render('pages/studies/index', {
      since,
      page: await studyList(filter, sort, cursorIn(query, { sort })),
      filter,
      filtered: filter.status !== null || filter.name !== null,
      sort,
      heads: STUDY_HEADS,
      goTo: true,
      labels: OBJECTIVE_LABELS,
      noun: 'studies',
    })
  }

  async pause(ctx: HttpContext) {
    return this.#acted(ctx, 'hands out nothing more', (id, actor) => this.tuning.pause(id, actor))
  }

  async resume(ctx: HttpContext) {
    return this.#acted(ctx, 'goes on', (id, actor) => this.tuning.resume(id, actor))
  }

  async stop(ctx: HttpContext) {
    return this.#acted(ctx, 'is stopped', (id, actor) => this.tuning.stop(id, actor))
  }

  async extend(ctx: HttpContext) {
    const { budget, points } = await extensionForm(ctx.request.all())
    return this.#acted(ctx, 'has new bounds', (id, actor) =>
      this.tuning.extend(id, budget, actor, points)
    )
  }

  async retrain(ctx: HttpContext) {
    const { trial, seeds } = await retrainForm(ctx.request.all())
    const studyId = Number(ctx.params['id'])
    const { experiment } = await this.tuning.retrain(studyId, trial, seeds, actorOf(ctx))
    return ctx.response.redirect(`/experiments/${experiment.experimentId}`)
  }

  async destroy(ctx: HttpContext) {
    const studyId = Number(ctx.params['id'])
    const { row } = await knownStudy(studyId)
    confirmedBy(ctx.request.all(), row.trial_count > 0 ? `study ${studyId}` : null)
    await this.tuning.delete(studyId, actorOf(ctx))
    ctx.session.flash('done', `Study ${studyId} is deleted. Its trials stay counted.`)
    return ctx.response.redirect('/studies')
  }

  async #acted(
    ctx: HttpContext,
    words: string,
    act: (studyId: number, actor: Actor) => Promise<void>
  ) {
    const studyId = Number(ctx.params['id'])
    await act(studyId, actorOf(ctx))
    ctx.session.flash('done', `Study ${studyId} ${words}.`)
    return ctx.response.redirect(`/studies/${studyId}`)
  }
}

import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { readParameterRanges } from '#core/tuning/analysis/parameter_ranges'
import { OBJECTIVE_LABELS } from '#core/tuning/objectives'
import type { Actor } from '#services/audit_service'
import { STUDY_LIST_SORTS, studyList } from '#services/pages/studies/study_list'
import { experimentOfTrial, studyPage } from '#services/pages/studies/study_page'
import { parameterLabel, TRIAL_LIST_SORTS, trialTable } from '#services/pages/studies/trial_table'
import TuningService from '#services/tuning_service'
import { studyCharts } from '#transformers/charts/study_charts'
import { STUDY_HEADS, trialHeads } from '#transformers/tables/study_heads'
import { valueText } from '#core/parameters/value_text'
import { cursorIn, integerIn, sortIn, textIn } from '#validators/list_query'
import { boundsForm, retrainForm } from '#validators/study'

const CRUMB = { label: 'Studies', href: '/studies' }

/** Studies: the list, one study, and what may be done with it. */
@inject()
export default class StudiesController {
  constructor(protected tuning: TuningService) {}

  async index({ request, view }: HttpContext) {
    const query = request.qs()
    const filter = { status: textIn(query, 'status'), name: textIn(query, 'name') }
    const sort = sortIn(query, Object.keys(STUDY_LIST_SORTS), '-id')
    return view.render('pages/studies/index', {
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

  async show({ params, request, view }: HttpContext) {
    const studyId = Number(params['id'])
    const query = request.qs()
    const data = await studyPage(studyId)
    const { dimensions } = data.plan.space
    const ranges = readParameterRanges(query, data.plan.space)
    const filter = { status: textIn(query, 'status'), rung: integerIn(query, 'rung'), ranges }
    const sort = sortIn(query, Object.keys(TRIAL_LIST_SORTS), '-rung')
    return view.render('pages/studies/show', {
      ...data,
      charts: studyCharts(data),
      deflated: data.winner?.inference?.deflated ?? null,
      page: await trialTable(studyId, filter, sort, cursorIn(query, { sort })),
      filter,
      ranges: dimensions.map(({ path, type }) => ({
        path,
        type,
        label: parameterLabel(path),
        given: textIn(query, `in.${path}`) ?? '',
      })),
      filtered: filter.status !== null || filter.rung !== null || ranges.length > 0,
      sort,
      heads: trialHeads(data.plan, parameterLabel),
      goTo: true,
      valueText,
      noun: 'trials',
      labels: OBJECTIVE_LABELS,
      liveUrl: data.study.status === 'running' ? `/studies/${studyId}/live` : null,
      crumbs: [CRUMB, { label: `Study ${studyId}` }],
    })
  }

  async trial({ params, response }: HttpContext) {
    const experimentId = await experimentOfTrial(Number(params['id']), Number(params['trial']))
    return response.redirect(`/experiments/${experimentId}`)
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
    const budget = await boundsForm(ctx.request.all())
    return this.#acted(ctx, 'has new bounds', (id, actor) => this.tuning.extend(id, budget, actor))
  }

  async retrain(ctx: HttpContext) {
    const { trial, seeds } = await retrainForm(ctx.request.all())
    const studyId = Number(ctx.params['id'])
    const { experiment } = await this.tuning.retrain(studyId, trial, seeds, actorOf(ctx))
    return ctx.response.redirect(`/experiments/${experiment.experimentId}`)
  }

  async destroy(ctx: HttpContext) {
    const studyId = Number(ctx.params['id'])
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

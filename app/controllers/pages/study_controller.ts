import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { drawnPlots, followedPlots } from '#controllers/pages/study_drawing'
import { valueText } from '#core/parameters/value_text'
import { OBJECTIVE_LABELS } from '#core/tuning/objectives'
import { Queue } from '#services/queue'
import { studyPage, type StudyPageData } from '#services/pages/studies/study_page'
import { trialPage } from '#services/pages/studies/study_trial'
import { failedLook } from '#services/tuning/unattended'
import { parameterLabel } from '#core/parameters/parameter_label'
import { hasNames, textSorts, trialSorts } from '#services/pages/studies/trial_orders'
import { trialTable } from '#services/pages/studies/trial_table'
import { ladderPath } from '#transformers/charts/study/ladder_figure'
import { TRIAL_STATUSES } from '#transformers/records/study_record'
import { trialHeads } from '#transformers/tables/study_heads'
import { cursorIn, integerIn, sortIn, textIn } from '#validators/list_query'
import { filterChips, rangeFields, trialFilter } from '#validators/trial_filter'

const CRUMB = { label: 'Studies', href: '/studies' }
/** Up to so many trials the plots come with the page; of more they follow it. */
const PLOTS_AT_ONCE = 300

/** One study to look at: its page, its plots, and one trial of it. */
@inject()
export default class StudyController {
  constructor(protected queue: Queue) {}

  /** The page, or the table of trials alone where the page asks for it again. */
  async show(ctx: HttpContext) {
    const { params, request, response, view } = ctx
    const studyId = Number(params['id'])
    response.vary('HX-Request')
    const data = await studyPage(studyId)
    const table = await this.#table(ctx, data)
    if (request.header('HX-Request')) return view.render('partials/studies/trials', table)
    const isRunning = data.study.status === 'running'
    return view.render('pages/studies/show', {
      ...table,
      ...(data.study.trial_count <= PLOTS_AT_ONCE ? await this.#plots(ctx) : { charts: null }),
      // what trains will wake it
      leftAfter: isRunning && data.workers === 0 ? await failedLook(this.queue, studyId) : null,
      liveUrl: isRunning ? `/studies/${studyId}/live` : null,
      crumbs: [CRUMB, { label: `Study ${studyId}` }],
    })
  }

  /**
   * The plots. With `since`, a length of the study's log: for a page that follows the study, where they show
   * more than that, else 204; `x-rest-ms` says when there may be newer ones.
   */
  async plots(ctx: HttpContext) {
    const { params, request, response, view } = ctx
    const since = integerIn(request.qs(), 'since')
    if (since === null) return view.render('partials/studies/plots', await this.#plots(ctx))
    const { value, restMs } = await followedPlots(Number(params['id']), view)
    response.header('x-rest-ms', String(Math.ceil(restMs)))
    return value.events > since ? value.html : response.noContent()
  }

  /** Two parameters' interplay alone, when others are chosen. */
  async contour(ctx: HttpContext) {
    return ctx.view.render('partials/studies/contour', await this.#plots(ctx))
  }

  /** A trial within the study's page; by itself it is its experiment. */
  async trial({ params, request, response, view }: HttpContext) {
    const [studyId, number] = [Number(params['id']), Number(params['trial'])]
    response.vary('HX-Request')
    const chosen = await this.#trial(studyId, number)
    if (request.header('HX-Request'))
      return view.render('partials/studies/trial', { chosen, valueText })
    const { experiment_id: experimentId } = chosen.trial
    return response.redirect(
      experimentId === null
        ? `/studies/${studyId}?trial=${number}#trial`
        : `/experiments/${experimentId}`
    )
  }

  async #table({ auth, request }: HttpContext, data: StudyPageData) {
    const query = request.qs()
    const { plan, rungs, study } = data
    const filter = trialFilter(query, plan.space, rungs)
    const sort = sortIn(query, trialSorts(plan.space), '-rung')
    const chips = filterChips(filter, plan.space)
    // the order by rung has the objective in it: a place in it has no number
    const goTo = hasNames(sort.key)
    return {
      ...data,
      page: await trialTable(
        { study_id: study.study_id, plan },
        filter,
        sort,
        cursorIn(query, goTo ? { sort, texts: textSorts(plan.space) } : undefined)
      ),
      filter,
      chips,
      goTo,
      fields: rangeFields(filter, plan.space),
      given: { objective: textIn(query, 'objective') ?? '' },
      statuses: TRIAL_STATUSES,
      filtered: chips.length > 0,
      sort,
      heads: trialHeads(plan, parameterLabel, auth.getUserOrFail().may('researcher')),
      valueText,
      noun: 'trials',
      labels: OBJECTIVE_LABELS,
    }
  }

  async #plots({ params, request }: HttpContext) {
    const studyId = Number(params['id'])
    const query = request.qs()
    const asked = { x: textIn(query, 'contour_x'), y: textIn(query, 'contour_y') }
    const drawn = await drawnPlots(studyId, asked)
    const trial = integerIn(query, 'trial')
    const isThere = trial !== null && trial < drawn.study.trial_count
    return { ...drawn, chosen: isThere ? await this.#trial(studyId, trial) : null }
  }

  async #trial(studyId: number, number: number) {
    const data = await trialPage(studyId, number)
    return {
      ...data,
      studyId,
      path: ladderPath(data.reports, number),
      label: OBJECTIVE_LABELS[data.head.plan.objectives[0].metric],
      values: data.head.plan.space.dimensions.map(({ path }) => ({
        label: parameterLabel(path),
        path,
        value: data.trial.values[path],
      })),
    }
  }
}

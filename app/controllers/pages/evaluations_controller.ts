import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { SPACE_PRESETS } from '#core/tuning/space_presets'
import { EVALUATION_STATUSES } from '#services/evaluation/evaluation_rows'
import EvaluationService from '#services/evaluation_service'
import EvaluationForm from '#services/pages/evaluations/evaluation_form'
import { EVALUATION_SORTS, evaluationList } from '#services/pages/evaluations/evaluation_list'
import { experimentHead } from '#services/pages/evaluations/experiment_head'
import { runHead } from '#services/pages/run_page'
import { EVALUATION_HEADS } from '#transformers/tables/evaluation/evaluation_heads'
import { verdictCards } from '#transformers/tables/evaluation/verdict_cards'
import { EVALUATION_RANGES, evaluationFilter, evaluationInput } from '#validators/evaluation'
import { choiceIn, cursorIn, integerIn, sortIn } from '#validators/list_query'

/** The list of evaluations, and the form of a new one. */
export default class EvaluationsController {
  async index({ request, view }: HttpContext) {
    const since = Date.now()
    const query = request.qs()
    const filter = evaluationFilter(query)
    const sort = sortIn(query, Object.keys(EVALUATION_SORTS), '-id')
    const page = await evaluationList(filter, sort, cursorIn(query, { sort }))
    return view.render('pages/evaluations/index', {
      since,
      page: {
        ...page,
        rows: page.rows.map((row) => ({ ...row, cards: verdictCards(row.verdicts) })),
      },
      filter,
      filtered: Object.values(filter).some((value) => value !== null),
      sort,
      heads: EVALUATION_HEADS,
      statuses: EVALUATION_STATUSES,
      goTo: true,
      noun: 'evaluations',
    })
  }

  @inject()
  async create({ request, view }: HttpContext, form: EvaluationForm) {
    const query = request.qs()
    const [runId, experimentId] = [integerIn(query, 'run'), integerIn(query, 'experiment')]
    const run = runId === null ? null : await runHead(runId)
    const experiment = run ?? (experimentId === null ? null : await experimentHead(experimentId))
    const of = run
      ? { runId: run.run_id }
      : experiment && { experimentId: experiment.experiment_id }
    return view.render('pages/evaluations/create', {
      run,
      experiment,
      look: of && (await form.look(of)),
      range: choiceIn(query, 'range', EVALUATION_RANGES, 'validation'),
      choices: experiment === null ? await form.choices() : [],
      defaults: form.defaults(),
      spaces: Object.keys(SPACE_PRESETS),
    })
  }

  /** The number of the next look at the test range of what is chosen so far. */
  @inject()
  async look({ request, view }: HttpContext, form: EvaluationForm) {
    const experimentId = integerIn(request.qs(), 'experiment')
    const look = experimentId === null ? null : await form.look({ experimentId })
    return view.render('partials/evaluations/look', { look })
  }

  @inject()
  async store(ctx: HttpContext, evaluations: EvaluationService) {
    const input = await evaluationInput(ctx.request.all())
    const evaluationId = await evaluations.request(input, actorOf(ctx))
    return ctx.response.redirect(`/evaluations/${evaluationId}`)
  }

  @inject()
  async cancel(ctx: HttpContext, evaluations: EvaluationService) {
    const evaluationId = Number(ctx.params['id'])
    await evaluations.cancel(evaluationId, actorOf(ctx))
    ctx.session.flash('done', `Evaluation ${evaluationId} is cancelled.`)
    return ctx.response.redirect(`/evaluations/${evaluationId}`)
  }

  @inject()
  async destroy(ctx: HttpContext, evaluations: EvaluationService) {
    const evaluationId = Number(ctx.params['id'])
    await evaluations.delete(evaluationId, actorOf(ctx))
    ctx.session.flash('done', `Evaluation ${evaluationId} is deleted. Its looks stay counted.`)
    return ctx.response.redirect('/evaluations')
  }
}

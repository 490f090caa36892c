import type { HttpContext } from '@adonisjs/core/http'
import { OBJECTIVE_LABELS } from '#core/tuning/objectives'
import {
  COMPARED_KINDS,
  LEAST_COMPARED,
  MOST_COMPARED,
  pluralOf,
  type ComparedKind,
} from '#services/pages/compare/compared'
import { comparedStudy } from '#services/pages/compare/compared_study'
import { groupsOf } from '#services/pages/compare/compared_trial'
import { comparedChoices, comparison } from '#services/pages/compare/comparison'
import {
  compareFigure,
  learningFigure,
  LETTERS,
  lookOf,
} from '#transformers/charts/compare_figures'
import { compareStudiesFigure } from '#transformers/charts/compare_studies_figure'
import { notComparable } from '#transformers/tables/compare/comparability'
import { metricComparison } from '#transformers/tables/compare/metric_comparison'
import { parameterComparison } from '#transformers/tables/compare/parameter_comparison'
import {
  planComparison,
  spaceComparison,
  studiesNotComparable,
} from '#transformers/tables/compare/study_comparison'
import { comparedIds } from '#validators/compare'
import { choiceIn } from '#validators/list_query'

/** Two to six evaluations, runs, experiments, episodes, trials or studies side by side. */
export default class CompareController {
  async show(ctx: HttpContext) {
    const { request, view } = ctx
    const query = request.qs()
    const { kind, ids } = comparedIds(query)
    if (kind === 'study') return this.#studies(ctx, ids)
    const [compared, choices] = await Promise.all([comparison(kind, ids), comparedChoices(kind)])
    const by = choiceIn(query, 'by', ['date', 'step'], 'date')
    const onlyDifferent = query['parameters'] !== 'all'
    const enough = compared.length >= LEAST_COMPARED
    return view.render('pages/compare/show', {
      ...subjects(kind, ids),
      compared: compared.map((each, k) => ({ ...each, letter: LETTERS[k], look: lookOf(k) })),
      choices: choices.filter(({ id }) => !ids.includes(id)),
      enough,
      by,
      onlyDifferent,
      figure: enough ? compareFigure(compared, by) : null,
      learning: enough ? learningFigure(compared) : null,
      warnings: enough ? notComparable(compared) : [],
      metrics: enough ? metricComparison(compared) : [],
      groups: enough ? parameterComparison(compared, onlyDifferent) : [],
    })
  }

  async #studies({ request, view }: HttpContext, ids: readonly number[]) {
    const query = request.qs()
    const [compared, choices] = await Promise.all([
      Promise.all(ids.map((id) => comparedStudy(id))),
      comparedChoices('study'),
    ])
    const by = choiceIn(query, 'by', ['resource', 'trial'], 'resource')
    const onlyDifferent = query['parameters'] !== 'all'
    return view.render('pages/compare/studies', {
      ...subjects('study', ids),
      compared: compared.map((each, k) => ({ ...each, letter: LETTERS[k], look: lookOf(k) })),
      choices: choices.filter(({ id }) => !ids.includes(id)),
      enough: compared.length >= LEAST_COMPARED,
      by,
      onlyDifferent,
      figure: compareStudiesFigure(compared, by),
      warnings: studiesNotComparable(compared),
      groups: [
        { label: 'Plan', rows: planComparison(compared, onlyDifferent) },
        { label: 'Search space', rows: spaceComparison(compared, onlyDifferent) },
        ...parameterComparison(
          compared.map(({ plan }) => ({ parameters: groupsOf(plan.base) })),
          onlyDifferent
        ).map(({ label, rows }) => ({ label: `Base: ${label}`, rows })),
      ].filter(({ rows }) => rows.length > 0),
      labels: OBJECTIVE_LABELS,
    })
  }
}

/** What the page is of, and what it could be of. */
function subjects(kind: ComparedKind, ids: readonly number[]) {
  return {
    kind,
    plural: pluralOf(kind),
    kinds: COMPARED_KINDS.map((each) => ({ kind: each, plural: pluralOf(each) })),
    ids: ids.map((id) => `${kind}-${id}`),
    most: MOST_COMPARED,
  }
}

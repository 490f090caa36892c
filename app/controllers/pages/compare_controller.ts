import type { HttpContext } from '@adonisjs/core/http'
import { COMPARED_KINDS, LEAST_COMPARED, MOST_COMPARED } from '#services/pages/compare/compared'
import { comparedChoices, comparison } from '#services/pages/compare/comparison'
import {
  compareFigure,
  learningFigure,
  LETTERS,
  lookOf,
} from '#transformers/charts/compare_figures'
import { notComparable } from '#transformers/tables/compare/comparability'
import { metricComparison } from '#transformers/tables/compare/metric_comparison'
import { parameterComparison } from '#transformers/tables/compare/parameter_comparison'
import { comparedIds } from '#validators/compare'
import { choiceIn } from '#validators/list_query'

/** Two to six evaluations, runs, experiments or episodes side by side. */
export default class CompareController {
  async show({ request, view }: HttpContext) {
    const query = request.qs()
    const { kind, ids } = comparedIds(query)
    const [compared, choices] = await Promise.all([comparison(kind, ids), comparedChoices(kind)])
    const by = choiceIn(query, 'by', ['date', 'step'], 'date')
    const onlyDifferent = query['parameters'] !== 'all'
    const enough = compared.length >= LEAST_COMPARED
    return view.render('pages/compare/show', {
      kind,
      kinds: COMPARED_KINDS,
      ids: ids.map((id) => `${kind}-${id}`),
      compared: compared.map((each, k) => ({ ...each, letter: LETTERS[k], look: lookOf(k) })),
      choices: choices.filter(({ id }) => !ids.includes(id)),
      most: MOST_COMPARED,
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
}

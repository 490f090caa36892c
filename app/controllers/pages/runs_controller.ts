import type { HttpContext } from '@adonisjs/core/http'
import { RUN_SORTS, runList } from '#services/pages/run_list'
import { cursorIn, sortIn, textIn } from '#validators/list_query'

export default class RunsController {
  async index({ request, view }: HttpContext) {
    const query = request.qs()
    const filter = {
      status: textIn(query, 'status'),
      dataset: textIn(query, 'dataset'),
      name: textIn(query, 'name'),
      parameter: textIn(query, 'parameter'),
    }
    const sort = sortIn(query, Object.keys(RUN_SORTS), '-id')
    const page = await runList(filter, sort, cursorIn(query))
    const filtered = Object.values(filter).some((value) => value !== null)
    return view.render('pages/runs/index', { page, filter, filtered, noun: 'experiments' })
  }
}

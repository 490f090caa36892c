import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { chosenRows } from '#services/pages/lists/chosen_rows'
import ChosenActs from '#services/pages/lists/chosen_acts'
import { csvOf } from '#transformers/csv'
import { chosenRecords } from '#transformers/records/chosen_records'
import { actView, doneText, listOf } from '#transformers/tables/act_view'
import { actedIds, actIn, chosenIds } from '#validators/chosen'
import { confirmedBy } from '#validators/confirmation'
import { localPath } from './local_path.js'

/** What is done with the rows that one has chosen in a list. */
export default class ChosenController {
  /** Them as CSV, with every field that the API has. */
  async file({ request, response }: HttpContext) {
    const { kind, ids } = chosenIds(request.qs())
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="${kind}s.csv"`)
    return csvOf(chosenRecords(await chosenRows(kind, ids)))
  }

  /** What an act would do: a dialog for the list, a page for who follows the address. */
  @inject()
  async confirm({ params, request, view }: HttpContext, acts: ChosenActs) {
    const act = actIn(params['act'])
    const { kind, ids } = actedIds(act, request.qs())
    const from = request.header('HX-Current-URL')
    const back = from === undefined ? listOf(kind) : pathOf(from)
    const plan = actView(act, kind, await acts.plan(act, kind, ids), back)
    return view.render(from === undefined ? 'pages/lists/act' : 'partials/lists/act_dialog', {
      plan,
    })
  }

  @inject()
  async store(ctx: HttpContext, acts: ChosenActs) {
    const act = actIn(ctx.params['act'])
    const { kind, ids } = actedIds(act, ctx.request.all())
    const { confirmation } = actView(act, kind, await acts.plan(act, kind, ids), listOf(kind))
    confirmedBy(ctx.request.all(), confirmation)
    const { done, refusals } = await acts.carryOut(act, kind, ids, actorOf(ctx))
    if (done > 0) ctx.session.flash('done', doneText(act, done, ids.length))
    if (refusals.length > 0) ctx.session.flash('refused', refusals.join(' '))
    return ctx.response.redirect(localPath(ctx.request.input('back') as unknown))
  }
}

/** Path and query of an address that a browser names as its own. */
function pathOf(address: string): string {
  const { pathname, search } = URL.parse(address) ?? { pathname: '/', search: '' }
  return `${pathname}${search}`
}

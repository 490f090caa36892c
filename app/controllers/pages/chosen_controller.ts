import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { chosenRows } from '#services/pages/lists/chosen_rows'
import Deletion from '#services/pages/lists/deletion'
import { csvOf } from '#transformers/csv'
import { chosenRecords } from '#transformers/records/chosen_records'
import { deletionView } from '#transformers/tables/deletion_view'
import { chosenIds, deletedIds } from '#validators/chosen'

/** What is done with the rows that one has chosen in a list. */
export default class ChosenController {
  /** Them as CSV, with every field that the API has. */
  async file({ request, response }: HttpContext) {
    const { kind, ids } = chosenIds(request.qs())
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', `attachment; filename="${kind}s.csv"`)
    return csvOf(chosenRecords(await chosenRows(kind, ids)))
  }

  /** What deleting them would do: a dialog for the list, a page for who follows the address. */
  @inject()
  async confirm({ request, view }: HttpContext, deletion: Deletion) {
    const { kind, ids } = deletedIds(request.qs())
    const plan = deletionView(kind, await deletion.plan(kind, ids))
    const isFragment = request.header('HX-Request') !== undefined
    return view.render(isFragment ? 'partials/lists/deletion_dialog' : 'pages/lists/deletion', {
      plan,
    })
  }

  @inject()
  async destroy(ctx: HttpContext, deletion: Deletion) {
    const { kind, ids } = deletedIds(ctx.request.all())
    const { deleted, refusals } = await deletion.carryOut(kind, ids, actorOf(ctx))
    const { back } = deletionView(kind, [])
    if (deleted > 0) ctx.session.flash('done', `${deleted} of ${ids.length} are deleted.`)
    if (refusals.length > 0) ctx.session.flash('refused', refusals.join(' '))
    return ctx.response.redirect(back)
  }
}

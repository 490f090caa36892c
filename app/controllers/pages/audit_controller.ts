import type { HttpContext } from '@adonisjs/core/http'
import { Readable } from 'node:stream'
import {
  AUDIT_SORTS,
  AUDIT_COLUMNS,
  auditPage,
  everyAct,
  type AuditFilter,
} from '#services/pages/people/audit_log'
import { csvPages } from '#transformers/csv'
import { AUDIT_HEADS } from '#transformers/tables/audit_heads'
import { choiceIn, cursorIn, dayIn, sortIn, textIn } from '#validators/list_query'

const ROUTES = ['', 'page', 'api', 'command', 'system'] as const

/** Who did what, for administrators; nobody can change it. */
export default class AuditController {
  async index({ request, view }: HttpContext) {
    const query = request.qs()
    const filter = filterOf(query)
    const sort = sortIn(query, Object.keys(AUDIT_SORTS), '-id')
    return view.render('pages/audit/index', {
      page: await auditPage(filter, sort, cursorIn(query, { sort })),
      filter,
      sort,
      heads: AUDIT_HEADS,
      goTo: true,
      routes: ROUTES.slice(1),
      noun: 'acts',
    })
  }

  file({ request, response }: HttpContext) {
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', 'attachment; filename="audit.csv"')
    return response.stream(
      Readable.from(csvPages(recordsOf(filterOf(request.qs())), AUDIT_COLUMNS))
    )
  }
}

async function* recordsOf(filter: AuditFilter) {
  for await (const events of everyAct(filter)) {
    yield events.map((event) => ({ ...event, time: event.time.toISOString() }))
  }
}

function filterOf(query: Record<string, unknown>): AuditFilter {
  return {
    person: textIn(query, 'person'),
    act: textIn(query, 'act'),
    object: textIn(query, 'object'),
    route: choiceIn(query, 'route', ROUTES, '') || null,
    from: dayIn(query, 'from'),
    to: dayIn(query, 'to'),
  }
}

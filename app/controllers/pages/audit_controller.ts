import type { HttpContext } from '@adonisjs/core/http'
import {
  AUDIT_SORTS,
  auditLog,
  auditPage,
  type AuditFilter,
} from '#services/pages/people/audit_log'
import { csvOf } from '#transformers/csv'
import { AUDIT_HEADS } from '#transformers/tables/audit_heads'
import { choiceIn, cursorIn, sortIn, textIn } from '#validators/list_query'

const MOST_ROWS = 100_000
const ROUTES = ['', 'page', 'api', 'command', 'system'] as const
const DAY = /^\d{4}-\d{2}-\d{2}$/

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

  async file({ request, response }: HttpContext) {
    const events = await auditLog(filterOf(request.qs()), MOST_ROWS)
    response.header('content-type', 'text/csv; charset=utf-8')
    response.header('content-disposition', 'attachment; filename="audit.csv"')
    return csvOf(events.map((event) => ({ ...event, time: event.time.toISOString() })))
  }
}

function filterOf(query: Record<string, unknown>): AuditFilter {
  const day = (name: string) => {
    const text = textIn(query, name)
    return text !== null && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : null
  }
  return {
    person: textIn(query, 'person'),
    act: textIn(query, 'act'),
    object: textIn(query, 'object'),
    route: choiceIn(query, 'route', ROUTES, '') || null,
    from: day('from'),
    to: day('to'),
  }
}

import type { HttpContext } from '@adonisjs/core/http'
import { MAKERS, RUN_FIGURES, RUN_SORTS, runList, type RunFigure } from '#services/pages/run_list'
import { RUN_HEADS } from '#transformers/tables/run_heads'
import {
  choiceIn,
  cursorIn,
  dayIn,
  numberIn,
  openGroupsIn,
  sortIn,
  textIn,
  type OpenGroups,
} from '#validators/list_query'

export default class RunsController {
  async index({ request, view }: HttpContext) {
    const since = Date.now()
    const query = request.qs()
    const madeBy = choiceIn(query, 'made_by', MAKERS, 'people')
    const typed = {
      status: textIn(query, 'status'),
      dataset: textIn(query, 'dataset'),
      name: textIn(query, 'name'),
      tag: textIn(query, 'tag'),
      preset: textIn(query, 'preset'),
      person: textIn(query, 'person'),
      since: dayIn(query, 'since'),
      until: dayIn(query, 'until'),
      parameter: textIn(query, 'parameter'),
    }
    const ranges = rangesIn(query)
    const sort = sortIn(query, Object.keys(RUN_SORTS), '-id')
    const page = await runList(
      { ...typed, madeBy, ranges },
      sort,
      cursorIn(query, { sort, texts: ['name'] })
    )
    const filtered =
      madeBy !== 'people' ||
      ranges.length > 0 ||
      Object.values(typed).some((value) => value !== null)
    const filter = { ...typed, madeBy }
    const open = openGroupsIn(query)
    return view.render('pages/runs/index', {
      page: { ...page, rows: folded(page.rows, open) },
      since,
      open: open === 'all' ? open : open.join(','),
      filter,
      filtered,
      makers: MAKERS,
      sort,
      heads: RUN_HEADS,
      goTo: true,
      noun: 'experiments',
    })
  }
}

function rangesIn(query: Record<string, unknown>) {
  return (Object.keys(RUN_FIGURES) as RunFigure[])
    .map((figure) => ({
      figure,
      min: numberIn(query, `min_${figure}`),
      max: numberIn(query, `max_${figure}`),
    }))
    .filter(({ min, max }) => min !== null || max !== null)
}

/** Each experiment with whether its seeds show, and the groups that do once it is folded or unfolded. */
function folded<Row extends { readonly id: number }>(rows: readonly Row[], open: OpenGroups) {
  const shown = open === 'all' ? rows.map(({ id }) => id) : open
  return rows.map((row) => {
    const isOpen = shown.includes(row.id)
    const others = shown.filter((id) => id !== row.id)
    return { ...row, isOpen, toggled: (isOpen ? others : [...shown, row.id]).join(',') || null }
  })
}

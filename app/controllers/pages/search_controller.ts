import type { HttpContext } from '@adonisjs/core/http'
import { search } from '#services/pages/search'
import { textIn } from '#validators/list_query'

export default class SearchController {
  async show({ request, view }: HttpContext) {
    const text = textIn(request.qs(), 'q') ?? ''
    const hits = text === '' ? [] : await search(text)
    return view.render('pages/search', { text, hits })
  }
}

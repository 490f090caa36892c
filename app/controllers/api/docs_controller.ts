import type { HttpContext } from '@adonisjs/core/http'
import { appUrl } from '#config/app'
import { codeVersion } from '#services/code_version'
import { API_TAGS, documentedOperations } from '#transformers/api_docs'
import { choiceIn } from '#validators/list_query'

/** `/docs`: the API's document as a page, with forms to try it. */
export default class DocsController {
  show({ request, view }: HttpContext) {
    const tag = choiceIn(request.qs(), 'tag', API_TAGS, API_TAGS[0]!)
    const operations = documentedOperations(tag)
    const root = `${appUrl.replace(/\/$/, '')}/api/v1`
    return view.render('pages/api/docs', {
      ...{ tag, tags: API_TAGS, operations, root, version: codeVersion() },
    })
  }
}

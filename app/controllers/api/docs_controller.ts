import type { HttpContext } from '@adonisjs/core/http'
import { openapiDocument } from '#openapi/document'

/** `/docs` */
export default class DocsController {
  show({ view }: HttpContext) {
    return view.render('pages/api/docs', { document: openapiDocument() })
  }
}

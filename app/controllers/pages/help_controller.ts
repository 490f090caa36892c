import type { HttpContext } from '@adonisjs/core/http'
import { HELP_TOPICS, helpText } from '#services/pages/help_texts'
import { missingTopic } from '#services/pages/help_texts'
import { parameterTables } from '#transformers/tables/parameter_tables'

export default class HelpController {
  async index({ view }: HttpContext) {
    return this.#page(view, 'first-run')
  }

  async show({ params, view }: HttpContext) {
    return this.#page(view, String(params['topic']))
  }

  async #page(view: HttpContext['view'], slug: string) {
    const topic = HELP_TOPICS.find((each) => each.slug === slug)
    if (!topic) throw missingTopic(slug)
    return view.render('pages/help/show', {
      topic,
      topics: HELP_TOPICS,
      html: topic.file === null ? null : await helpText(topic.file),
      tables: topic.file === null ? parameterTables() : null,
    })
  }
}

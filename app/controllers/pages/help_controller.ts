import type { HttpContext } from '@adonisjs/core/http'
import { helpCommands } from '#services/pages/help/commands'
import { glossary } from '#services/pages/help/glossary'
import { searchHelp } from '#services/pages/help/help_search'
import {
  HELP_TOPICS,
  helpText,
  missingTopic,
  type HelpTopic,
} from '#services/pages/help/help_texts'
import { parameterTables } from '#transformers/tables/parameter_tables'
import { textIn } from '#validators/list_query'

export default class HelpController {
  async index({ view }: HttpContext) {
    return this.#page(view, 'first-run')
  }

  async search({ request, view }: HttpContext) {
    const text = textIn(request.qs(), 'q') ?? ''
    const hits = await searchHelp(text)
    return view.render('pages/help/search', { topics: HELP_TOPICS, text, hits })
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
      ...(await contentOf(topic)),
    })
  }
}

async function contentOf({ slug, file }: HelpTopic) {
  if (file !== null) return { kind: 'text', html: await helpText(file) }
  switch (slug) {
    case 'glossary':
      return { kind: 'glossary', terms: glossary() }
    case 'commands':
      return { kind: 'commands', commands: await helpCommands() }
    default:
      return { kind: 'parameters', tables: parameterTables() }
  }
}

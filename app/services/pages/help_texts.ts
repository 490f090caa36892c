import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { marked } from 'marked'
import { RecordNotFound } from '#services/pages/missing'

export interface HelpTopic {
  readonly slug: string
  readonly label: string
  /** In resources/help; null: made from the parameter catalogue. */
  readonly file: string | null
}

export const HELP_TOPICS: readonly HelpTopic[] = [
  { slug: 'first-run', label: 'First run', file: 'first_run.md' },
  { slug: 'reading-a-run', label: 'Reading a run', file: 'reading_a_run.md' },
  { slug: 'reading-an-episode', label: 'Reading an episode', file: 'reading_an_episode.md' },
  { slug: 'tuning', label: 'Tuning', file: 'tuning.md' },
  { slug: 'reading-a-tear-sheet', label: 'Reading a tear sheet', file: 'reading_a_tear_sheet.md' },
  { slug: 'parameters', label: 'Parameters', file: null },
  { slug: 'glossary', label: 'Glossary', file: 'glossary.md' },
  { slug: 'keys', label: 'Keys', file: 'keys.md' },
]

const rendered = new Map<string, string>()

/** A help text as HTML. The files are ours, so their HTML needs no cleaning; read once. */
export async function helpText(file: string): Promise<string> {
  const known = rendered.get(file)
  if (known !== undefined) return known
  const text = await readFile(app.makePath('resources', 'help', file), 'utf8')
  const html = (await marked.parse(text)).replaceAll(
    /<table>([\s\S]*?)<\/table>/g,
    '<div class="table-wrap" tabindex="0" role="region" aria-label="Table"><table>$1</table></div>'
  )
  rendered.set(file, html)
  return html
}

export function missingTopic(slug: string): RecordNotFound {
  const known = HELP_TOPICS.map((topic) => topic.slug).join(', ')
  return new RecordNotFound(`There is no help topic ${slug}.`, `The topics are ${known}.`)
}

import { readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import { marked } from 'marked'
import { RecordNotFound } from '#services/pages/missing'
import { slugOf } from './slug.js'

export interface HelpTopic {
  readonly slug: string
  readonly label: string
  /** In resources/help; null: made from what the program knows of itself. */
  readonly file: string | null
}

export const HELP_TOPICS: readonly HelpTopic[] = [
  { slug: 'first-run', label: 'First run', file: 'first_run.md' },
  { slug: 'reading-a-run', label: 'Reading a run', file: 'reading_a_run.md' },
  { slug: 'reading-an-episode', label: 'Reading an episode', file: 'reading_an_episode.md' },
  { slug: 'tuning', label: 'Tuning', file: 'tuning.md' },
  { slug: 'reading-a-tear-sheet', label: 'Reading a tear sheet', file: 'reading_a_tear_sheet.md' },
  { slug: 'running-the-service', label: 'Running the service', file: 'running_the_service.md' },
  { slug: 'models', label: 'Models', file: 'models.md' },
  { slug: 'parameters', label: 'Parameters', file: null },
  { slug: 'glossary', label: 'Glossary', file: null },
  { slug: 'commands', label: 'Commands', file: null },
  { slug: 'keys', label: 'Keys', file: 'keys.md' },
]

/** A part of a help text: from one heading to the next. */
export interface HelpSection {
  readonly topic: HelpTopic
  readonly heading: string
  /** Path with the place on the page. */
  readonly href: string
  /** Its words, without marks. */
  readonly text: string
}

const rendered = new Map<string, string>()
let sections: Promise<readonly HelpSection[]> | null = null

function read(file: string): Promise<string> {
  return readFile(app.makePath('resources', 'help', file), 'utf8')
}

/** A help text as HTML. The files are ours, so their HTML needs no cleaning; read once. */
export async function helpText(file: string): Promise<string> {
  const known = rendered.get(file)
  if (known !== undefined) return known
  const html = (await marked.parse(await read(file)))
    .replaceAll(
      /<table>([\s\S]*?)<\/table>/g,
      '<div class="table-wrap" tabindex="0" role="region" aria-label="Table"><table>$1</table></div>'
    )
    .replaceAll(/<h2>(.*?)<\/h2>/g, (_, inner: string) => `<h2 id="${idOf(inner)}">${inner}</h2>`)
  rendered.set(file, html)
  return html
}

/** Id of a heading, from its HTML or its Markdown. */
function idOf(heading: string): string {
  return slugOf(heading.replaceAll(/<[^>]+>/g, ''))
}

/** Every part of every help text. */
export async function helpSections(): Promise<readonly HelpSection[]> {
  sections ??= Promise.all(
    HELP_TOPICS.flatMap((topic) => (topic.file === null ? [] : [sectionsOf(topic, topic.file)]))
  ).then((lists) => lists.flat())
  return sections
}

async function sectionsOf(topic: HelpTopic, file: string): Promise<HelpSection[]> {
  const parts = (await read(file)).split(/^#{1,2} /m).filter((part) => part.trim() !== '')
  return parts.map((part, k) => {
    const [heading = '', ...lines] = part.split('\n')
    const place = k === 0 ? '' : `#${idOf(heading)}`
    const text = lines
      .join(' ')
      .replaceAll(/[*_`[]|\]\([^)]*\)/g, '')
      .replaceAll(/\||-{3,}/g, ' ')
    return {
      topic,
      heading: heading.trim(),
      href: `/help/${topic.slug}${place}`,
      text: text.replaceAll(/\s+/g, ' ').trim(),
    }
  })
}

export function missingTopic(slug: string): RecordNotFound {
  const known = HELP_TOPICS.map((topic) => topic.slug).join(', ')
  return new RecordNotFound(
    `There is no help topic ${slug.slice(0, 60)}.`,
    `The topics are ${known}.`
  )
}

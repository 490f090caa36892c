import { CATALOGUE } from '#core/parameters/catalogue'
import { helpCommands } from './commands.js'
import { glossary } from './glossary.js'
import { helpSections } from './help_texts.js'

export interface HelpHit {
  /** What it is: a topic's name, Glossary, Parameters or Commands. */
  readonly where: string
  readonly title: string
  readonly href: string
  /** Some words around the first of those that were looked for. */
  readonly excerpt: string
}

interface Entry {
  readonly where: string
  readonly title: string
  readonly href: string
  readonly text: string
}

const MOST_HITS = 30
const EXCERPT = 160

/** Where all the words are found, those with them in their title first. */
export async function searchHelp(text: string): Promise<HelpHit[]> {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return []
  const ranked = (await entries()).flatMap((entry) => {
    const title = entry.title.toLowerCase()
    const all = `${title} ${entry.text.toLowerCase()}`
    if (!words.every((word) => all.includes(word))) return []
    const rank = title === words.join(' ') ? 0 : words.every((word) => title.includes(word)) ? 1 : 2
    return [{ entry, rank }]
  })
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_HITS)
    .map(({ entry: { where, title, href, text: whole } }) => ({
      where,
      title,
      href,
      excerpt: excerptOf(whole, words),
    }))
}

async function entries(): Promise<Entry[]> {
  return [
    ...(await helpSections()).map(({ topic, heading, href, text }) => ({
      ...{ where: topic.label, title: heading, href, text },
    })),
    ...glossary().map(({ term, slug, meaning }) => ({
      ...{ where: 'Glossary', title: term, href: `/help/glossary#${slug}`, text: meaning },
    })),
    ...CATALOGUE.map(({ path, label, hint }) => ({
      ...{ where: 'Parameters', title: label, href: `/help/parameters#${path}` },
      text: `${path}: ${hint}`,
    })),
    ...(await helpCommands()).map(({ name, slug, description, options }) => ({
      ...{ where: 'Commands', title: name, href: `/help/commands#${slug}` },
      text: [description, ...options.map((each) => `${each.name} ${each.meaning}`)].join(' '),
    })),
  ]
}

/** Whole words around the first of those that were looked for; the beginning where there is none. */
function excerptOf(text: string, words: readonly string[]): string {
  const places = words.map((word) => text.toLowerCase().indexOf(word)).filter((at) => at >= 0)
  const wanted = places.length === 0 ? 0 : Math.max(0, Math.min(...places) - EXCERPT / 3)
  const from = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1
  const end = from + EXCERPT >= text.length ? text.length : text.lastIndexOf(' ', from + EXCERPT)
  return `${from > 0 ? '… ' : ''}${text.slice(from, end)}${end < text.length ? ' …' : ''}`
}

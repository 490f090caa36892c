import app from '@adonisjs/core/services/app'
import { readFileSync } from 'node:fs'
import { METRICS } from '#core/evaluation/metrics/metric_list'
import { slugOf } from './slug.js'

export interface Term {
  readonly term: string
  readonly slug: string
  readonly meaning: string
}

const LINE = /^\| (.+?) \| (.+?) \|$/

/** Words that pages use for a term. */
const ALIASES: Readonly<Record<string, string>> = {
  sharpe: 'sharpe-ratio',
  'deflated sharpe': 'deflated-sharpe-ratio',
  sortino: 'sortino-ratio',
  memory: 'replay-memory',
  seeds: 'seed',
  looks: 'look',
  folds: 'fold',
  rungs: 'rung',
  trials: 'trial',
  'sealed test': 'sealed-test-range',
  margin: 'margin-of-a-decision',
}

let known: readonly Term[] | null = null

/** Every term, by the alphabet: those of the help text, and the metrics with their definitions. */
export function glossary(): readonly Term[] {
  known ??= [...written(), ...metrics()].sort((a, b) => a.slug.localeCompare(b.slug, 'en'))
  return known
}

function written(): Term[] {
  const text = readFileSync(app.makePath('resources', 'help', 'glossary.md'), 'utf8')
  return text
    .split('\n')
    .map((line) => LINE.exec(line))
    .filter((match) => match !== null && match[1] !== 'term' && match[1] !== '---')
    .map((match) => ({ term: match![1]!, slug: slugOf(match![1]!), meaning: match![2]! }))
}

/** Metrics without a line of their own. */
function metrics(): Term[] {
  const taken = new Set(written().map(({ slug }) => slug))
  return Object.values(METRICS)
    .filter(({ title }) => !taken.has(slugOf(title)) && !(title.toLowerCase() in ALIASES))
    .map(({ title, rule, unit }) => ({
      term: title,
      slug: slugOf(title),
      meaning: `Metric of an evaluation, a ${unit === 'share' ? 'share' : `number (${unit})`}: ${rule}`,
    }))
}

/** A text with the term in it that the glossary explains. */
export interface TermIn {
  readonly before: string
  readonly text: string
  readonly after: string
  readonly slug: string
}

let finder: { pattern: RegExp; slugs: ReadonlyMap<string, string> } | null = null

/** The longest term of the glossary within a text, as whole words; null when there is none. */
export function termIn(text: string): TermIn | null {
  const { pattern, slugs } = (finder ??= makeFinder())
  const match = pattern.exec(text)
  if (match === null) return null
  const { index } = match
  const [word] = match
  const after = text.slice(index + word.length)
  return { before: text.slice(0, index), text: word, after, slug: slugs.get(word.toLowerCase())! }
}

function makeFinder() {
  const slugs = new Map<string, string>(Object.entries(ALIASES))
  for (const { term, slug } of glossary()) slugs.set(term.toLowerCase(), slug)
  const words = [...slugs.keys()].sort((a, b) => b.length - a.length)
  const pattern = words
    .map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('|')
  return { pattern: new RegExp(String.raw`(?<!\w)(?:${pattern})(?!\w)`, 'i'), slugs }
}

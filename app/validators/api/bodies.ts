import { SYMBOL } from '#core/market/data_fetcher'
import { CALENDARS, INTERVALS } from '#core/market/series'
import type { Overrides } from '#core/parameters/resolve'
import { overrides } from '#openapi/parameter_schema'
import {
  boolean,
  choice,
  count,
  id,
  list,
  moment,
  nullable,
  optional,
  record,
  shapeOf,
  text,
  withDefault,
} from '#openapi/shape'
import { MOST_LETTERS, MOST_TAGS, TAG, tagsIn } from '#validators/tags'

const MOST_DATASETS = 50
const MOST_SEEDS = 100

const datasetReference = shapeOf<number | string>({
  anyOf: [id('An id.').schema, text('A symbol.', { min: 1, max: 40 }).schema],
  description: 'Id of a version, or a symbol: the newest version of it.',
})

/** Different seeds. */
export function seedList(description: string) {
  const seeds = list(count('A seed.', { max: 0xffffffff }), {
    min: 1,
    max: MOST_SEEDS,
    description,
  })
  return shapeOf<readonly number[]>({ ...seeds.schema, uniqueItems: true })
}

/** Datasets to train on, each once. */
export const datasetReferences = shapeOf<readonly (number | string)[]>({
  ...list(datasetReference, { min: 1, max: MOST_DATASETS }).schema,
  description: 'What it trains on, each once.',
})

/** A preset that something starts from. */
export const presetReference = withDefault(
  text('Where it starts from: a preset of the server, or one that was saved, by its name.', {
    min: 1,
    max: 60,
  }),
  'default'
)

/** A name that people can read: more than blanks. */
function readableName(description: string) {
  const pattern = '^[^\\u0000]*[^\\u0000-\\u0020][^\\u0000]*$'
  return shapeOf<string>({ type: 'string', minLength: 1, maxLength: 200, pattern, description })
}

/** The name of what a launch makes. */
export function nameOf(what: string) {
  return optional(nullable(readableName(`Name of the ${what}; left out: one is made.`)))
}

const tags = list(
  shapeOf<string>({ type: 'string', maxLength: MOST_LETTERS, pattern: TAG.source }),
  { max: MOST_TAGS, description: 'Tags of the experiment: letters, digits, spaces or . _ : / + -' }
)
const notes = text('Notes.', { max: 5000 })

/** What a launch takes. */
export const launchBody = record({
  datasets: datasetReferences,
  preset: presetReference,
  set: optional(overrides),
  seeds: optional(seedList("One run a seed; left out: the preset's.")),
  name: nameOf('experiment'),
  tags: optional(tags),
  notes: optional(nullable(notes)),
})

/** What people say of an experiment; what is left out stays. */
export const descriptionBody = record({
  name: optional(readableName('Its name.')),
  tags: optional(tags),
  notes: optional(notes),
})

/** What people say of a run. */
export const noteBody = record({ notes })

/** Tags as a form would have them: each once, blanks in a row as one. */
export function tagsOf(tags: readonly string[]): readonly string[] {
  return tagsIn(tags.join(',')) ?? []
}

/** Values by path, whether they came as `{ agent: { gamma } }` or as `{ 'agent.gamma': … }`. */
export function overridesByPath(set: Readonly<Record<string, unknown>>): Overrides {
  const flat = Object.entries(set).flatMap(([key, value]): [string, unknown][] =>
    key.includes('.')
      ? [[key, value]]
      : Object.entries(value as object).map(([name, given]) => [`${key}.${name}`, given])
  )
  return Object.fromEntries(flat)
}

const symbol = shapeOf<string>({
  type: 'string',
  pattern: SYMBOL.source,
  description: 'Symbol, as the source names it.',
})
const interval = withDefault(choice('Interval of the bars.', INTERVALS), '1d')
const from = optional(nullable(moment('First day or time, included; left out: all there is.')))
const to = optional(nullable(moment('Last day or time, excluded; left out: up to now.')))
const repair = withDefault(boolean('Repair what can be repaired, and say so in the report.'), false)

/** What fetching from a source on the net, or of the sample data, takes. */
export const fetchBody = record({
  source: choice('Where the bars come from.', ['yahoo', 'sample']),
  symbol,
  interval,
  from,
  to,
  repair,
})

/** What an upload takes beside its file, as texts. */
export const uploadFields = {
  symbol,
  interval,
  from: optional(moment('First day or time, included; left out: all there is.')),
  to: optional(moment('Last day or time, excluded; left out: all there is.')),
  repair,
  time_zone: withDefault(
    text('Zone of its times, as in `America/New_York`.', { min: 1, max: 60 }),
    'UTC'
  ),
  stamp: optional(choice('Whether its times are of the open or of the close.', ['open', 'close'])),
  calendar: optional(choice('By which it trades; left out: found out.', CALENDARS)),
}

export const uploadBody = record({
  file: shapeOf<string>({
    type: 'string',
    contentMediaType: 'application/octet-stream',
    description: 'A CSV file (.csv, .tsv, .txt, .gz) of at most 50 MB with a time and a close.',
  }),
  ...uploadFields,
})

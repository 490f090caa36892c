import type { ParameterShapes } from '#openapi/operation'
import {
  boolean,
  count,
  named,
  nullable,
  number,
  record,
  said,
  time,
  type RecordShape,
} from '#openapi/shape'
import type { IndexedRows } from '#services/api/array_page'

/** Something that a study's page draws, as a list of the API: one row, and facts of the whole. */
export interface StudyPart {
  readonly row: RecordShape
  readonly also: ParameterShapes
  /** Its texts, which are searched; none: it has none. */
  readonly texts: readonly string[]
}

const place = count('Place in the list, from 0.')
const trial = count('Number of the trial in the study.')

/** Spearman's rank correlation; names as in the files of a study's page. */
const correlation = {
  rho: nullable(number("Spearman's rank correlation; null: fewer than 4 pairs, or no variety.")),
  rho_low: nullable(
    number('Lower end of its 95 % interval; null with a rho of 1 or −1, where all ranks agree.')
  ),
  rho_high: nullable(number('Upper end.')),
  pairs: nullable(count('Trials that have both.')),
}

/** Where trials are compared: values of different episodes are not. */
const compared = {
  rung: count('The rung whose values these are.'),
  resource: count('Episodes of each seed there.'),
  compared: count('Trials with a value there.'),
}

/** By the name that each has in paths and files. */
export const STUDY_PARTS = {
  history: {
    row: named(
      'StudyHistoryRow',
      record({
        ...{ place, trial },
        value: number('The first objective.'),
        best: number('The best of this trial and all before.'),
      })
    ),
    also: compared,
    texts: [],
  },
  importance: {
    row: named(
      'StudyImportanceRow',
      record({
        place,
        path: said('The parameter.'),
        share: number('Permutation importance in a random forest, as a share of the sum.'),
        ...correlation,
        choices_explain: nullable(
          number('Share of the variance of ranks that the choices explain; null for numbers.')
        ),
      })
    ),
    also: {
      ...compared,
      explained: nullable(
        number('Share of the variance that the forest explains of trials it has not seen.')
      ),
      reason: nullable(said('Why there is no importance; null: there is.')),
    },
    texts: ['path'],
  },
  correlation: {
    row: named(
      'StudyCorrelationRow',
      record({
        place,
        first: said('A searched number, or `objective`.'),
        second: said('The other one.'),
        ...correlation,
      })
    ),
    also: compared,
    texts: ['first', 'second'],
  },
  curves: {
    row: named(
      'StudyCurveRow',
      record({
        ...{ place, trial },
        episode: count('Training episodes before the validation.'),
        value: nullable(number('The first objective, the median over the seeds.')),
      })
    ),
    also: {},
    texts: [],
  },
  timeline: {
    row: named(
      'StudyTimelineRow',
      record({
        place,
        worker: said('Host and process.'),
        threads: nullable(count('Runs that it trains at once; null: not known.')),
        trial,
        rung: count('The rung of the study that it trained to, from 0.'),
        outcome: nullable(said('How the stretch ended; null: it goes on.')),
        from: time('When it began.'),
        to: nullable(time('When it ended.')),
      })
    ),
    also: {},
    texts: ['worker', 'outcome'],
  },
  front: {
    row: named(
      'StudyFrontRow',
      record({
        ...{ place, trial },
        value: number('The first objective, where the trial came furthest.'),
        value_2: number('The second objective there.'),
        resource: count('Episodes of each seed there.'),
        on_front: boolean(
          'Whether it came furthest of all and no other one as far is better in both; of fewer episodes: false.'
        ),
      })
    ),
    also: {
      front_resource: nullable(
        count(
          'Episodes of each seed that the front is at; null: no trial has both, or one objective.'
        )
      ),
      front_compared: count('Trials with both values there.'),
    },
    texts: [],
  },
} as const satisfies Readonly<Record<string, StudyPart>>

export type StudyPartName = keyof typeof STUDY_PARTS

type Figures = Readonly<Record<string, { readonly kind: 'integer' | 'double' }>>

/** The numbers of a row, which bound and order its list. */
export function figuresOf({ properties }: RecordShape): Figures {
  const figures: Record<string, { kind: 'integer' | 'double' }> = {}
  for (const [name, { schema }] of Object.entries(properties)) {
    const types = [schema.type].flat()
    if (types.includes('integer')) figures[name] = { kind: 'integer' }
    if (types.includes('number')) figures[name] = { kind: 'double' }
  }
  return figures
}

/** A filter of `indexedPart`'s own: 1 where a text of the row has what is searched, else 0. */
const FOUND = 'found'
export const ONLY_FOUND = { [`min_${FOUND}`]: 1 } as const

/** Rows of a part as its list filters and orders them; `search` empty: all are found. */
export function indexedPart(
  { row, texts }: StudyPart,
  rows: readonly Readonly<Record<string, unknown>>[],
  search: string
): IndexedRows {
  const wanted = search.toLowerCase()
  const isFound = (at: number) =>
    wanted === '' ||
    texts.some((name) =>
      String(rows[at]![name] ?? '')
        .toLowerCase()
        .includes(wanted)
    )
  const names = Object.keys(figuresOf(row)).filter((name) => name !== 'place')
  const columns = names.map((name) => {
    const column = (at: number) => rows[at]![name] as number | null
    return [name, column] as const
  })
  return {
    index: 'place',
    length: rows.length,
    columns: { ...Object.fromEntries(columns), [FOUND]: (at) => Number(isFound(at)) },
  }
}

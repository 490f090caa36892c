import { choiceIn, integerIn, numberIn } from '#validators/list_query'
import { EPISODE_SORTS, type EpisodeColumn, type EpisodeFilter } from '#services/pages/episode_list'

const KINDS = ['validation', 'training', 'test', 'all'] as const

/** Percentages of the URL are fractions in the database. */
const PERCENT: ReadonlySet<string> = new Set(['return', 'drawdown', 'win_rate'])

/** What a number that people read in the list is multiplied with to be the stored one. */
export function scaleOf(column: string): number {
  return PERCENT.has(column) ? 0.01 : 1
}

/** The episode list's filter from the URL: `kind`, `run`, and `min_…`/`max_…` of any column. */
export function episodeFilter(
  query: Record<string, unknown>,
  runId: number | null,
  usualKind: EpisodeFilter['kind'] = 'validation'
): EpisodeFilter {
  const columns = Object.keys(EPISODE_SORTS).filter((key) => key !== 'id') as EpisodeColumn[]
  const ranges = columns.map((column) => {
    const scale = scaleOf(column)
    const bound = (name: string) => {
      const value = numberIn(query, `${name}_${column}`)
      if (value === null) return null
      // people write a drawdown of 20 %; it is stored as a loss
      return (column === 'drawdown' ? -Math.abs(value) : value) * scale
    }
    return { column, min: bound('min'), max: bound('max') }
  })
  return {
    kind: choiceIn(query, 'kind', KINDS, usualKind),
    runId: runId ?? integerIn(query, 'run'),
    ranges: ranges.filter(({ min, max }) => min !== null || max !== null),
  }
}

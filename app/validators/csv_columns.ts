import type { CsvField } from '#integrations/data_sources/csv/columns'

/** Fields of a bar that a person may find a column for, as forms name them: `column_close`. */
export const MAPPED_FIELDS = [
  ...(['time', 'open', 'high', 'low', 'close', 'adjClose', 'volume'] as const),
] satisfies readonly CsvField[]

const MOST_LETTERS = 200

/** The columns that a form names; fields left to be recognised are not in it. */
export function csvColumnsIn(
  body: Readonly<Record<string, unknown>>
): Readonly<Partial<Record<CsvField, string>>> {
  const named = MAPPED_FIELDS.flatMap((field): [CsvField, string][] => {
    const name = body[`column_${field}`]
    return typeof name === 'string' && name !== '' ? [[field, name.slice(0, MOST_LETTERS)]] : []
  })
  return Object.fromEntries(named)
}

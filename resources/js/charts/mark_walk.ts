/** A point that opens a page of its own. */
export interface Mark {
  readonly x: number
  readonly y: number
  readonly link: string
}

const rowOf = ({ y }: Mark) => Math.round(y)

/**
 * Where a key leads among marks that lie in rows: along the row, to the nearest of the next row that has
 * any, or to an end of the row. null: the key is none of these.
 */
export function walked(
  marks: readonly Mark[],
  from: Mark | null,
  key: string,
  step: number
): Mark | null {
  const at = from ?? marks[0]
  if (at === undefined) return null
  const row = marks.filter((each) => rowOf(each) === rowOf(at)).sort((a, b) => a.x - b.x)
  const place = row.findIndex(({ link }) => link === at.link)
  switch (key) {
    case 'ArrowLeft':
      return from === null ? at : row[Math.max(0, place - step)]!
    case 'ArrowRight':
      return from === null ? at : row[Math.min(row.length - 1, place + step)]!
    case 'Home':
      return row[0]!
    case 'End':
      return row.at(-1)!
    case 'ArrowUp':
      return nextRow(marks, at, 1)
    case 'ArrowDown':
      return nextRow(marks, at, -1)
    default:
      return null
  }
}

function nextRow(marks: readonly Mark[], at: Mark, towards: 1 | -1): Mark {
  const beyond = marks.filter((each) => (rowOf(each) - rowOf(at)) * towards > 0)
  const nearest = Math.min(...beyond.map((each) => Math.abs(rowOf(each) - rowOf(at))))
  const row = beyond.filter((each) => Math.abs(rowOf(each) - rowOf(at)) === nearest)
  // the same trial in the next row, else the nearest value
  const far = (each: Mark) => (each.link === at.link ? -1 : Math.abs(each.x - at.x))
  return row.reduce((best, each) => (far(each) < far(best) ? each : best), row[0] ?? at)
}

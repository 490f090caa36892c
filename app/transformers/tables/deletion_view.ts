import { counted } from '../../../resources/format/numbers.ts'
import type { DeletedKind, Doomed } from '#services/pages/lists/doomed'

const PLURALS: Readonly<Record<DeletedKind, string>> = {
  run: 'runs',
  experiment: 'experiments',
  evaluation: 'evaluations',
  study: 'studies',
  dataset: 'datasets',
}
const REMARKS: Readonly<Partial<Record<DeletedKind, string>>> = {
  evaluation: 'Looks at the sealed test range stay counted.',
  study: 'What its trials reached stays counted for deflation.',
}

/** The dialog before several rows are deleted: what goes, what stays, and the words that confirm it. */
export function deletionView(kind: DeletedKind, rows: readonly Doomed[]) {
  const doomed = rows.filter(({ refusal }) => refusal === null)
  const many = counted(doomed.length, kind, PLURALS[kind])
  const sum = (part: 'runs' | 'episodes' | 'models' | 'evaluations') =>
    doomed.reduce((total, row) => total + row[part], 0)
  const along = [
    [sum('runs'), 'run'],
    [sum('episodes'), 'episode'],
    [sum('models'), 'model'],
    [sum('evaluations'), 'evaluation'],
  ] as const
  const parts = along.filter(([count]) => count > 0).map(([count, word]) => counted(count, word))
  const withThem =
    parts.length === 0 ? '' : `, and with ${doomed.length === 1 ? 'it' : 'them'} ${listed(parts)}`
  return {
    kind,
    many,
    doomed,
    refused: rows.filter(({ refusal }) => refusal !== null),
    effect: `Deletes ${many}${withThem}. ${REMARKS[kind] ?? ''} This cannot be undone.`.replace(
      '  ',
      ' '
    ),
    /** What must be typed where other things go too; null: a press is enough. */
    confirmation: parts.length === 0 ? null : many,
    back: `/${PLURALS[kind] === 'experiments' ? 'runs' : PLURALS[kind]}`,
  }
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

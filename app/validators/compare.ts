import { InvalidParameter } from '#core/errors'
import {
  COMPARED_KINDS,
  MOST_COMPARED,
  pluralOf,
  type ComparedKind,
} from '#services/pages/compare/compared'

export interface ComparedIds {
  readonly kind: ComparedKind
  /** In the given order, each once; at most MOST_COMPARED. */
  readonly ids: readonly number[]
}

const ID = /^(?:([a-z]+)-)?(\d{1,15})$/
const REMEDY = 'Write for example ids=evaluation-3,evaluation-5.'

/**
 * `ids=run-3,run-4`, or `ids` given several times; a bare number is an evaluation.
 * @throws E_INVALID_PARAMETER for what is no id, for mixed kinds and for more than MOST_COMPARED
 */
export function comparedIds(query: Record<string, unknown>): ComparedIds {
  const given = [query['ids']].flat().filter((each) => typeof each === 'string')
  const parts = given.flatMap((text) => text.split(',')).map((text) => text.trim())
  const read = [...new Set(parts.filter((text) => text !== ''))].map(oneOf)
  const kinds = [...new Set(read.map(({ kind }) => kind))]
  if (kinds.length > 1)
    throw refused(
      `ids mixes ${kinds.join(' and ')}, whose curves are of different ranges and rules.`,
      'Compare things of one kind.'
    )
  const ids = [...new Set(read.map(({ id }) => id))]
  if (ids.length > MOST_COMPARED) {
    throw refused(
      `ids has ${ids.length}, but at most ${MOST_COMPARED} are compared.`,
      'Leave some out.'
    )
  }
  return { kind: kinds[0] ?? kindIn(query), ids }
}

function kindIn(query: Record<string, unknown>): ComparedKind {
  return COMPARED_KINDS.find((kind) => kind === query['kind']) ?? 'evaluation'
}

function oneOf(text: string): { kind: ComparedKind; id: number } {
  const [, word = 'evaluation', digits] = ID.exec(text) ?? []
  // a model is known by its experiment
  const known = word === 'model' ? 'experiment' : word
  const kind = COMPARED_KINDS.find((each) => each === known)
  if (digits !== undefined && kind !== undefined) return { kind, id: Number(digits) }
  throw refused(
    `ids has ${JSON.stringify(text.slice(0, 40))}, but must name ${COMPARED_KINDS.map(pluralOf).join(', ')}.`,
    REMEDY
  )
}

function refused(message: string, remedy: string): InvalidParameter {
  return new InvalidParameter('ids', message, remedy)
}

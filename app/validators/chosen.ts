import { InvalidParameter } from '#core/errors'
import { CHOSEN_KINDS, MOST_CHOSEN, type ChosenKind } from '#services/pages/lists/chosen_rows'
import { RecordNotFound } from '#services/pages/missing'
import { ACT_KINDS, type Act, type ActKind } from '#services/pages/lists/planned_acts'

interface Chosen<K extends string> {
  readonly kind: K
  /** Ascending, each once; one or more. */
  readonly ids: readonly number[]
}

/** An act as an address names it. @throws E_RECORD_NOT_FOUND */
export function actIn(word: unknown): Act {
  const acts = Object.keys(ACT_KINDS) as Act[]
  const found = acts.find((act) => act === word)
  if (found !== undefined) return found
  const said = `Nothing is done to rows at ${JSON.stringify(String(word).slice(0, 40))}.`
  throw new RecordNotFound(said, `What can be done is ${acts.join(', ')}.`)
}

const ID = /^([a-z]+)-([1-9]\d{0,14})$/

/**
 * Rows chosen in a list: `ids=run-3,run-4`, or `ids` given several times.
 * @throws E_INVALID_PARAMETER for what is no id, mixed kinds, none, and too many
 */
export function chosenIds(query: Record<string, unknown>): Chosen<ChosenKind> {
  return read(query, CHOSEN_KINDS)
}

/** The same of what an act can be done to. @throws E_INVALID_PARAMETER */
export function actedIds(act: Act, query: Record<string, unknown>): Chosen<ActKind> {
  return read<ActKind>(query, ACT_KINDS[act])
}

function read<K extends string>(query: Record<string, unknown>, allowed: readonly K[]): Chosen<K> {
  // the parser makes an object of a long list
  const { ids: many } = query
  const listed = typeof many === 'object' && many !== null ? Object.values(many) : [many]
  const given = listed.filter((each) => typeof each === 'string')
  const parts = given.flatMap((text) => text.split(',')).filter((text) => text.trim() !== '')
  const ids = new Map<number, K>(parts.map((text) => idOf(text.trim(), allowed)))
  const kinds = [...new Set(ids.values())]
  if (kinds.length > 1) throw refused(`mixes ${kinds.join('s and ')}s`, 'Choose rows of one kind.')
  if (ids.size > MOST_CHOSEN) throw refused(`has ${ids.size} rows, but may have ${MOST_CHOSEN}`)
  const [kind] = kinds
  if (kind === undefined) throw refused('is empty', 'Choose a row first.')
  return { kind, ids: [...ids.keys()].sort((a, b) => a - b) }
}

function idOf<K extends string>(text: string, allowed: readonly K[]): [number, K] {
  const [, word, digits] = ID.exec(text) ?? []
  const kind = allowed.find((each) => each === word)
  if (kind !== undefined) return [Number(digits), kind]
  const shown = JSON.stringify(text.slice(0, 40))
  throw refused(`has ${shown}, but must name one of ${allowed.join(', ')}, as in ${allowed[0]}-3`)
}

function refused(fault: string, remedy = 'Choose fewer rows.'): InvalidParameter {
  return new InvalidParameter('ids', `ids ${fault}.`, remedy)
}

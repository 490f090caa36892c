import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { InvalidParameter } from '#core/errors'

const NAME = /^[a-z0-9][a-z0-9._-]{0,59}$/
/** Part of the address of candidates. */
const RESERVED = 'candidates'

/** @throws E_INVALID_PARAMETER */
export function checkedModelName(name: string): string {
  const text = name.trim()
  if (NAME.test(text) && text !== RESERVED) return text
  const fault =
    text === RESERVED
      ? 'is the address of the candidates'
      : 'must be 1 to 60 small letters, digits, points, dashes or underscores, a letter or digit first'
  throw new InvalidParameter(
    'name',
    `name is ${JSON.stringify(text)}, but ${text === RESERVED ? 'that' : 'it'} ${fault}.`,
    'Take for example aapl-trend. A name that is there already gets its next version.'
  )
}

/** A name that fits, out of that of an experiment. */
export function suggestedModelName(experimentName: string, experimentId: number): string {
  const slug = experimentName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9._]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 60)
  return slug === '' || slug === RESERVED ? `experiment-${experimentId}` : slug
}

/** The next version of a name; until the transaction ends nobody else gets one of it. */
export async function nextVersion(trx: TransactionClientContract, name: string): Promise<number> {
  await trx.rawQuery(`select pg_advisory_xact_lock(hashtextextended('model ' || ?, 0))`, [name])
  const [{ newest }] = (await trx
    .from('model_versions')
    .where('name', name)
    .max('version as newest')) as { newest: number | null }[]
  return (newest ?? 0) + 1
}

import db from '@adonisjs/lucid/services/db'
import { createHash, randomBytes } from 'node:crypto'
import { CodedError } from '#core/errors'
import User from '#models/user'
import { createUser } from '#services/people/create_user'

const VALID_MINUTES = 30

/** Why a setup link does not open. */
export type SetupRefusal = 'owned' | 'unknown' | 'used' | 'expired'

const REASONS: Readonly<Record<SetupRefusal, string>> = {
  owned: 'This server has an administrator already.',
  unknown: 'This link is not one of this server’s.',
  used: 'This link was used already.',
  expired: `This link is older than ${VALID_MINUTES} minutes.`,
}

export class SetupRefused extends CodedError {
  readonly code = 'E_SETUP_REFUSED'
  readonly kind = 'refused'

  constructor(refusal: SetupRefusal) {
    super(REASONS[refusal], 'Print a new link on the server with `node ace setup:link`.')
  }
}

export class NothingServed extends CodedError {
  readonly code = 'E_NOTHING_SERVED'
  readonly kind = 'bad_input'

  /** @param where the database in words */
  constructor(where: string) {
    super(
      `No server was ever started on ${where}: a link to it would open nowhere.`,
      'Start the service, which prints a link; or give the DATA_DIR or DATABASE_URL that it has in its unit or container, as README shows under Backup.'
    )
  }
}

/** The path of a new one-time link for the first administrator; null when there is one already. */
export async function createSetupLink(): Promise<string | null> {
  if (await hasAdministrator()) return null
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(Date.now() + VALID_MINUTES * 60_000)
  await db.table('setup_links').insert({ token_sha256: sha256(token), expires_at: expires })
  return `/setup?token=${token}`
}

/** What is wrong with a token, or null: it opens. */
export async function setupRefusal(token: string): Promise<SetupRefusal | null> {
  if (await hasAdministrator()) return 'owned'
  const link = (await db.from('setup_links').where('token_sha256', sha256(token)).first()) as {
    expires_at: Date
    used_at: Date | null
  } | null
  if (link === null) return 'unknown'
  if (link.used_at !== null) return 'used'
  return link.expires_at.getTime() < Date.now() ? 'expired' : null
}

export function setupReason(refusal: SetupRefusal): string {
  return REASONS[refusal]
}

/**
 * Makes the first administrator and uses the link up; of two at once one wins.
 * @throws E_SETUP_REFUSED, E_EMAIL_TAKEN
 */
export async function redeemSetupLink(
  token: string,
  { email, password, address }: { email: string; password: string; address: string }
): Promise<User> {
  const refusal = await setupRefusal(token)
  if (refusal !== null) throw new SetupRefused(refusal)
  const used = await db
    .from('setup_links')
    .where('token_sha256', sha256(token))
    .whereNull('used_at')
    .update({ used_at: new Date() })
  if (Number(used) === 0) throw new SetupRefused('used')
  const actor = { userId: null, person: email, route: 'page', address } as const
  const { user } = await createUser({ email, role: 'admin', password }, actor)
  return user
}

async function hasAdministrator(): Promise<boolean> {
  return (await User.query().where('role', 'admin').whereNull('disabled_at').first()) !== null
}

function sha256(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

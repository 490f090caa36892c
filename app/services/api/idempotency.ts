import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { CodedError } from '#core/errors'
import { row } from '#services/pages/rows'

/** Answers are kept so long; after it a key is as good as new. */
const KEPT_HOURS = 24

/** A request that is to be done once, however often it is sent. */
export interface Claim {
  readonly userId: number
  /** Chosen by the client. */
  readonly key: string
  readonly operation: string
  /** What was asked, plain data. */
  readonly request: unknown
}

export interface GivenAnswer {
  readonly status: number
  readonly body: unknown
}

class KeyReused extends CodedError {
  readonly code = 'E_IDEMPOTENCY_KEY_REUSED'
  readonly kind = 'bad_input'
  readonly path = 'Idempotency-Key'

  constructor(key: string) {
    super(
      `Idempotency-Key is ${JSON.stringify(key)}, but another request was sent under it before.`,
      'Send the same request, or another key. Nothing was changed.'
    )
  }
}

class KeyInUse extends CodedError {
  readonly code = 'E_IDEMPOTENCY_KEY_IN_USE'
  readonly kind = 'conflict'

  constructor(key: string, since: Date) {
    super(
      `A request under Idempotency-Key ${JSON.stringify(key)} began at ${since.toISOString()} and has not answered.`,
      'Ask again in a moment. If its server was stopped meanwhile, look at the list for what it made.'
    )
  }
}

/**
 * Does `act` once for a key and gives its answer again whenever the same is asked. A failed act frees the
 * key; one whose process was killed leaves it in use: whether it was done is not known.
 * @throws E_IDEMPOTENCY_KEY_REUSED, E_IDEMPOTENCY_KEY_IN_USE
 */
export async function once(
  claim: Claim,
  act: () => Promise<GivenAnswer>
): Promise<GivenAnswer & { readonly replayed: boolean }> {
  const sha256 = createHash('sha256').update(JSON.stringify(claim.request)).digest('hex')
  if (!(await take(claim, sha256))) return { ...(await earlier(claim, sha256)), replayed: true }
  const answer = await act().catch(async (error: unknown) => {
    await own(claim).whereNull('status').delete()
    throw error
  })
  const { status, body } = answer
  await own(claim).update({ status, answer: JSON.stringify(body) })
  return { ...answer, replayed: false }
}

function own({ userId, key }: Claim) {
  return db.from('idempotency_keys').where({ user_id: userId, key })
}

/** Whether the key was free. */
async function take(claim: Claim, sha256: string): Promise<boolean> {
  const { userId, key, operation } = claim
  await db
    .from('idempotency_keys')
    .whereRaw(`created_at < now() - interval '${KEPT_HOURS} hours'`)
    .delete()
  const taken = await row(
    `insert into idempotency_keys (user_id, key, operation, request_sha256)
     values (:user, :key, :operation, :sha) on conflict do nothing returning key`,
    { user: userId, key, operation, sha: sha256 }
  )
  return taken !== null
}

async function earlier(claim: Claim, sha256: string): Promise<GivenAnswer> {
  const found = (await own(claim).first()) as {
    operation: string
    request_sha256: string
    status: number | null
    answer: unknown
    created_at: Date
  } | null
  // freed between the two queries: its act failed
  if (found === null) throw new KeyInUse(claim.key, new Date())
  if (found.operation !== claim.operation || found.request_sha256 !== sha256) {
    throw new KeyReused(claim.key)
  }
  if (found.status === null) throw new KeyInUse(claim.key, found.created_at)
  return { status: found.status, body: found.answer }
}

import { row } from '#services/pages/rows'
import { MAIL_QUEUE } from '#services/queue'

/** What people were promised by mail and did not get. */
export interface UnsentLetters {
  readonly letters: number
  /** What the mail server said to the last one; null when nobody tried. */
  readonly fault: string | null
}

/** Letters that were given up within a day or wait longer than a mail server is slow; null: none. */
export async function unsentLetters(): Promise<UnsentLetters | null> {
  const made = await row<{ exists: boolean }>(
    "select to_regclass('pgboss.job') is not null as exists"
  )
  if (made?.exists !== true) return null
  const found = await row<UnsentLetters>(
    `select count(*)::int as letters,
       (array_agg(output ->> 'message' order by created_on desc)
         filter (where output ->> 'message' is not null))[1] as fault
     from pgboss.job where name = :mail
       and ((state = 'failed' and completed_on > now() - interval '1 day')
         or (state in ('created', 'retry') and created_on < now() - interval '10 minutes'))`,
    { mail: MAIL_QUEUE }
  )
  return found === null || found.letters === 0 ? null : found
}

import pg from 'pg'

export interface LoggedQuery {
  readonly sql: string
  readonly values: readonly unknown[]
}

type Query = (...given: unknown[]) => unknown

/** Of the queue and of the channel between processes: no page asks them. */
const NOT_OF_PAGES = /pgboss|pg_notify|pg_listening_channels|^(begin|commit|listen|set)\b/i

/** The queries that this process sends to PostgreSQL while `work` runs. */
export async function queriesOf(work: () => Promise<unknown>): Promise<LoggedQuery[]> {
  const logged: LoggedQuery[] = []
  const prototype = pg.Client.prototype as unknown as { query: Query }
  const { query } = prototype
  prototype.query = function (this: unknown, ...given: unknown[]) {
    const [first, second] = given
    const { text, values } = (
      typeof first === 'string' ? { text: first, values: second } : first
    ) as { text?: string; values?: unknown }
    if (text !== undefined && !NOT_OF_PAGES.test(text)) {
      logged.push({ sql: text, values: Array.isArray(values) ? (values as unknown[]) : [] })
    }
    return query.apply(this, given)
  }
  try {
    await work()
  } finally {
    prototype.query = query
  }
  return logged
}

import db from '@adonisjs/lucid/services/db'

export type Bindings = Record<string, string | number | boolean | Date | null | readonly unknown[]>

/** Rows of a read-only query. `:name` stands for a binding; no text of a request enters `sql`. */
export async function rows<Row>(sql: string, bindings: Bindings = {}): Promise<Row[]> {
  const answer = (await db.rawQuery(sql, bindings as never)) as { rows: Row[] }
  return answer.rows
}

export async function row<Row>(sql: string, bindings: Bindings = {}): Promise<Row | null> {
  return (await rows<Row>(sql, bindings))[0] ?? null
}

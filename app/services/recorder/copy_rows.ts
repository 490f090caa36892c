import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/** A value of PostgreSQL's COPY text format; texts here hold no tab, newline or backslash. */
export type CopyValue = string | number | boolean | null

/** One line of COPY's text format. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = ''
  for (let i = 0; i < values.length; i++) {
    if (i > 0) line += '\t'
    const value = values[i]
    line += value === null ? '\\N' : value
  }
  return line + '\n'
}

/** A time as COPY reads it. */
export function copyTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

/** An undefined, infinite or NaN figure is stored as null. */
export function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}

/**
 * Writes lines of COPY's text format into a table, within the transaction and on its connection.
 * @param columns names of the table's columns, in the order of the lines' values
 */
export async function copyRows(
  trx: TransactionClientContract,
  table: string,
  columns: readonly string[],
  lines: readonly string[]
): Promise<void> {
  if (lines.length === 0) return
  const client = (await trx.knexClient.client.acquireConnection()) as Client
  const stream = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`))
  await pipeline(Readable.from([Buffer.from(lines.join(''))]), stream)
}

/** `count` new numbers of a table's sequence, ascending. */
export async function reserveIds(
  trx: TransactionClientContract,
  sequence: string,
  count: number
): Promise<number[]> {
  if (count === 0) return []
  const answer = (await trx.rawQuery('select nextval(?) as id from generate_series(1, ?)', [
    sequence,
    count,
  ])) as { rows: { id: number }[] }
  return answer.rows.map(({ id }) => id)
}

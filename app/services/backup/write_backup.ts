import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg, { type Client } from 'pg'
import { to as copyTo, type CopyToStreamQuery } from 'pg-copy-streams'
import { codeVersion } from '#services/code_version'
import { NothingToBackUp } from './backup_errors.js'
import { BACKUP_VERSION, END_OF_TABLE, type BackupEnd, type BackupHead } from './backup_format.js'
import { columnList, countOwned, dataTables, doneMigrations, quoted } from './tables.js'

/** What a backup holds. */
export interface WrittenBackup {
  readonly tables: number
  readonly rows: number
  readonly bytes: number
}

/**
 * Writes everything that is stored into one file, as it was at one moment, while the service goes on.
 * The file appears under its name only once it is whole, and on disk.
 * @param where the connection's database in words
 * @throws E_NOTHING_TO_BACK_UP for a database without people and datasets
 */
export async function writeBackup(
  connection: string,
  where: string,
  file: string
): Promise<WrittenBackup> {
  const client = new pg.Client({ connectionString: connection })
  await client.connect()
  const draft = `${file}.${process.pid}.part`
  try {
    await client.query('begin isolation level repeatable read read only')
    const { people, datasets } = await countOwned(client)
    if (people + datasets === 0) throw new NothingToBackUp(where)
    const output = createWriteStream(draft, { flags: 'wx', mode: 0o600 })
    const rows: Record<string, number> = {}
    await pipeline(contents(client, rows), createGzip({ level: 6 }), output)
    await flush(draft)
    await rename(draft, file)
    const counts = Object.values(rows)
    return {
      tables: counts.length,
      rows: counts.reduce((sum, count) => sum + count, 0),
      bytes: output.bytesWritten,
    }
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  } finally {
    await client.end()
  }
}

/** The backup's text, in pieces; counts into `rows` those of each table. */
async function* contents(
  client: Client,
  rows: Record<string, number>
): AsyncGenerator<string | Buffer> {
  const head: BackupHead = {
    reinforce_strategy_creator_backup: BACKUP_VERSION,
    code_version: codeVersion(),
    created_at: new Date().toISOString(),
    migrations: await doneMigrations(client),
  }
  yield `${JSON.stringify(head)}\n`
  const copies = new Map<string, CopyToStreamQuery>()
  for (const { table, columns } of await dataTables(client)) {
    yield `${JSON.stringify({ table, columns })}\n`
    const copy = `copy ${quoted(table)} (${columnList(columns)}) to stdout`
    const stream = client.query(copyTo(copy))
    yield* stream as AsyncIterable<Buffer>
    copies.set(table, stream)
    yield `${END_OF_TABLE}\n`
  }
  // a count comes behind the last row, maybe a packet later: surely before the next query's answer
  await client.query('commit')
  for (const [table, { rowCount }] of copies) rows[table] = rowCount
  yield `${JSON.stringify({ rows } satisfies BackupEnd)}\n`
}

/** Onto the disk, so that a power cut leaves no empty file under the name. */
async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

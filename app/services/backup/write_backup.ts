import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { createGzip, type Gzip } from 'node:zlib'
import pg, { type Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { codeVersion } from '#services/code_version'
import {
  BACKUP_VERSION,
  END_OF_TABLE,
  type BackupEnd,
  type BackupHead,
  type BackupTable,
} from './backup_format.js'
import { columnList, dataTables, doneMigrations, quoted } from './tables.js'

/** What a backup holds. */
export interface WrittenBackup {
  readonly tables: number
  readonly rows: number
  readonly bytes: number
}

/**
 * Writes everything that is stored into one file, as it was at one moment, while the service goes on.
 * The file appears under its name only once it is whole, and on disk.
 */
export async function writeBackup(connection: string, file: string): Promise<WrittenBackup> {
  const client = new pg.Client({ connectionString: connection })
  await client.connect()
  const draft = `${file}.${process.pid}.part`
  try {
    await client.query('begin isolation level repeatable read read only')
    const gzip = createGzip({ level: 6 })
    const output = createWriteStream(draft, { flags: 'wx', mode: 0o600 })
    const written = finished(gzip.pipe(output))
    const rows = await writeTables(client, gzip, written)
    gzip.end()
    await written
    await client.query('commit')
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

async function writeTables(client: Client, gzip: Gzip, written: Promise<void>) {
  const head: BackupHead = {
    reinforce_strategy_creator_backup: BACKUP_VERSION,
    code_version: codeVersion(),
    created_at: new Date().toISOString(),
    migrations: await doneMigrations(client),
  }
  const put = async (text: string | Buffer): Promise<void> => {
    // a disk that is full ends `written`, and with it the wait
    if (!gzip.write(text)) await Promise.race([once(gzip, 'drain'), written])
  }
  await put(`${JSON.stringify(head)}\n`)
  const rows: Record<string, number> = {}
  for (const table of await dataTables(client)) {
    await put(`${JSON.stringify(table)}\n`)
    rows[table.table] = await writeRows(client, table, put)
    await put(`${END_OF_TABLE}\n`)
  }
  await put(`${JSON.stringify({ rows } satisfies BackupEnd)}\n`)
  return rows
}

async function writeRows(
  client: Client,
  { table, columns }: BackupTable,
  put: (text: Buffer) => Promise<void>
): Promise<number> {
  const stream = client.query(copyTo(`copy ${quoted(table)} (${columnList(columns)}) to stdout`))
  for await (const chunk of stream) await put(chunk as Buffer)
  return stream.rowCount
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

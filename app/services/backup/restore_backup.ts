import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import pg, { type Client } from 'pg'
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams'
import {
  BackupOfOtherVersion,
  BackupUnreadable,
  DatabaseInUse,
  DatabaseNotEmpty,
} from './backup_errors.js'
import type { BackupHead, BackupTable } from './backup_format.js'
import { readBackup } from './read_backup.js'
import { columnList, countOwned, dataTables, doneMigrations, quoted } from './tables.js'

export interface RestoredBackup {
  readonly tables: number
  readonly rows: number
  readonly createdAt: string
}

/** A worker that gave sign within this time may still write. */
const ALIVE_SECONDS = 30

/**
 * Puts a backup in place of all that is stored: in one transaction, so that a fault leaves everything
 * as it was. Constraints are taken away meanwhile and put back, which checks every row against them.
 * @param replace also when the database holds people or datasets
 * @throws E_BACKUP_UNREADABLE, E_BACKUP_VERSION, E_DATABASE_NOT_EMPTY, E_DATABASE_IN_USE
 */
export async function restoreBackup(
  connection: string,
  file: string,
  replace: boolean
): Promise<RestoredBackup> {
  const client = new pg.Client({ connectionString: connection })
  await client.connect()
  try {
    await refuseUsed(client, replace)
    await client.query('begin')
    const restored = await replaceAll(client, file)
    await client.query('commit')
    return restored
  } finally {
    // an unfinished transaction ends with its connection, also in the middle of a COPY
    await client.end()
  }
}

async function refuseUsed(client: Client, replace: boolean): Promise<void> {
  const { rows } = await client.query<{ alive: number }>(
    `select count(*)::int as alive from workers
     where heartbeat_at > now() - interval '${ALIVE_SECONDS} seconds'`
  )
  const [{ alive }] = rows
  if (alive > 0) throw new DatabaseInUse(alive)
  const { people, datasets } = await countOwned(client)
  if (!replace && people + datasets > 0) {
    throw new DatabaseNotEmpty(`${people} people and ${datasets} datasets`)
  }
}

async function replaceAll(client: Client, file: string): Promise<RestoredBackup> {
  const tables = await dataTables(client)
  const keys = await takeForeignKeys(client)
  await client.query(`truncate ${tables.map(({ table }) => quoted(table)).join(', ')}`)
  const { counted, createdAt } = await copyAll(client, file, tables)
  for (const { statement } of keys) await client.query(statement)
  await continueSequences(client)
  await releaseWork(client)
  const rows = Object.values(counted).reduce((sum, count) => sum + count, 0)
  return { tables: Object.keys(counted).length, rows, createdAt }
}

interface OpenTable {
  readonly table: string
  readonly stream: CopyStreamQuery
  readonly done: Promise<void>
}

async function copyAll(client: Client, file: string, tables: readonly BackupTable[]) {
  const counted: Record<string, number> = {}
  let createdAt = ''
  let open: OpenTable | null = null
  const close = async (): Promise<void> => {
    open?.stream.end()
    await open?.done
    open = null
  }
  try {
    for await (const part of readBackup(file)) {
      if (part.kind === 'head') {
        await refuseOther(client, part.head)
        createdAt = part.head.created_at
      } else if (part.kind === 'table') {
        await close()
        counted[part.table.table] = 0
        const stream = copyInto(client, part.table, tables, file)
        open = { table: part.table.table, stream, done: finished(stream) }
      } else if (part.kind === 'rows') {
        if (open === null) throw new BackupUnreadable(file, 'rows stand before their table')
        counted[open.table] += part.count
        if (!open.stream.write(part.bytes))
          await Promise.race([once(open.stream, 'drain'), open.done])
      } else {
        await close()
        refuseLost(file, counted, part.end.rows)
      }
    }
    return { counted, createdAt }
  } catch (error) {
    // the fault to tell is the first one, not that the COPY was broken off
    const broken: OpenTable | null = open
    broken?.stream.destroy()
    await Promise.allSettled([broken?.done])
    throw error
  }
}

/** No name of the file enters SQL but those of tables and columns that are there. */
function copyInto(
  client: Client,
  { table, columns }: BackupTable,
  known: readonly BackupTable[],
  file: string
): CopyStreamQuery {
  const own = known.find((each) => each.table === table)
  const strange = columns.find((column) => !own?.columns.includes(column))
  if (own === undefined || strange !== undefined) {
    throw new BackupUnreadable(file, `it has ${table}.${strange ?? '*'}, which is not known`)
  }
  return client.query(copyFrom(`copy ${quoted(table)} (${columnList(columns)}) from stdin`))
}

async function refuseOther(client: Client, head: BackupHead): Promise<void> {
  const own = await doneMigrations(client)
  const missing = own.filter((name) => !head.migrations.includes(name))
  const unknown = head.migrations.filter((name) => !own.includes(name))
  if (missing.length + unknown.length > 0) {
    throw new BackupOfOtherVersion(head.code_version, missing, unknown)
  }
}

function refuseLost(
  file: string,
  counted: Readonly<Record<string, number>>,
  rows: Readonly<Record<string, number>>
): void {
  const wrong = Object.keys(rows).find((table) => rows[table] !== counted[table])
  if (wrong === undefined) return
  const fault = `${wrong} has ${counted[wrong] ?? 0} rows where it should have ${rows[wrong]}`
  throw new BackupUnreadable(file, fault)
}

/** Takes every foreign key away; `statement` puts it back. */
async function takeForeignKeys(client: Client): Promise<{ statement: string }[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`
  )
  for (const { table, name } of rows) {
    await client.query(`alter table ${table} drop constraint ${quoted(name)}`)
  }
  return rows.map(({ table, name, definition }) => ({
    statement: `alter table ${table} add constraint ${quoted(name)} ${definition}`,
  }))
}

/** Ids go on behind the largest one. */
async function continueSequences(client: Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select t.relname as table, a.attname as column, s.oid::regclass::text as sequence
     from pg_class s
     join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass
       and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')
     join pg_class t on t.oid = d.refobjid
     join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
     where s.relkind = 'S' and t.relnamespace = 'public'::regnamespace
       and t.relname not like 'adonis\\_schema%'`
  )
  for (const { table, column, sequence } of rows) {
    await client.query(
      `select setval($1, coalesce((select max(${quoted(column)}) from ${quoted(table)}), 0) + 1, false)`,
      [sequence]
    )
  }
}

/** Nobody works on what was restored: it waits for a job, which `sendRestoredJobs` makes. */
async function releaseWork(client: Client): Promise<void> {
  await client.query("update training_runs set status = 'queued' where status = 'running'")
  await client.query("update evaluation_runs set status = 'queued' where status = 'running'")
  await client.query('delete from workers')
}

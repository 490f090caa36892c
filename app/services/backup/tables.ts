import type { Client } from 'pg'
import type { BackupTable } from './backup_format.js'

/** Tables of the project with their columns, by name; those of the migrations and of the queue are not data. */
export async function dataTables(client: Client): Promise<BackupTable[]> {
  const { rows } = await client.query<BackupTable>(
    `select c.table_name as table, array_agg(c.column_name::text order by c.ordinal_position) as columns
     from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
       and c.table_name not like 'adonis\\_schema%' and c.is_generated = 'NEVER'
     group by c.table_name order by c.table_name`
  )
  return rows
}

/** What tells a database in use from a new one. */
export async function countOwned(client: Client): Promise<{ people: number; datasets: number }> {
  const { rows } = await client.query<{ people: number; datasets: number }>(
    `select (select count(*)::int from users) as people,
       (select count(*)::int from datasets) as datasets`
  )
  return rows[0]
}

/** The migrations that made them, in order. */
export async function doneMigrations(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    'select name from adonis_schema order by id'
  )
  return rows.map(({ name }) => name)
}

export function columnList(columns: readonly string[]): string {
  return columns.map(quoted).join(', ')
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

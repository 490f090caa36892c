import app from '@adonisjs/core/services/app'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import db from '@adonisjs/lucid/services/db'

/** Tables of the migrations themselves, which the framework makes. */
const MIGRATION_TABLES = `
create table adonis_schema (
  id serial primary key,
  name varchar(255) not null,
  batch integer not null,
  migration_time timestamptz default current_timestamp
);
create table adonis_schema_versions (version serial primary key);`

/** The statements of every migration, of an empty database; call it before they run. */
export async function schemaStatements(): Promise<string> {
  const runner = new MigrationRunner(db, app, { direction: 'up', dryRun: true, disableLocks: true })
  await runner.run()
  if (runner.error) throw runner.error
  const statements = Object.values(runner.migratedFiles).flatMap(({ queries }) => queries)
  return [MIGRATION_TABLES, ...statements.map((statement) => `${statement};`)].join('\n')
}

/** Runs every migration. */
export async function migrate(): Promise<void> {
  const runner = new MigrationRunner(db, app, { direction: 'up', disableLocks: true })
  await runner.run()
  if (runner.error) throw runner.error
}

/** Every row of every table as INSERT statements, and the sequences behind them. */
export async function rowStatements(): Promise<string> {
  const { rows: tables } = (await db.rawQuery(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' order by oid`
  )) as { rows: { name: string }[] }
  // a run names its best episode, an episode its run: no order of tables holds for both
  const parts = ['set session_replication_role = replica;']
  for (const { name } of tables) parts.push(...(await insertsOf(name)))
  const { rows: sequences } = (await db.rawQuery(
    `select format('select setval(%L, %s);', sequencename, last_value) as statement
     from pg_sequences where schemaname = 'public' and last_value is not null order by 1`
  )) as { rows: { statement: string }[] }
  const last = ['set session_replication_role = default;', '']
  return [...parts, ...sequences.map(({ statement }) => statement), ...last].join('\n')
}

/** PostgreSQL writes each value as a literal of its own. */
async function insertsOf(table: string): Promise<string[]> {
  const { rows: columns } = (await db.rawQuery(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = ? order by ordinal_position`,
    [table]
  )) as { rows: { name: string }[] }
  const values = columns.map(({ name }) => `quote_nullable("${name}"::text)`).join(", ', ', ")
  const { rows } = (await db.rawQuery(
    `select concat(${values}) as line from "${table}" order by 1`
  )) as { rows: { line: string }[] }
  if (rows.length === 0) return []
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  return [
    `insert into "${table}" (${names}) values`,
    rows.map(({ line }) => `(${line})`).join(',\n') + ';',
  ]
}

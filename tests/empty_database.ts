import db from '@adonisjs/lucid/services/db'

/**
 * Removes every row but those of the migrations, and every job of the queue. Ids go on, so that nothing
 * kept by id in memory is taken for a new row.
 */
export async function emptyDatabase(): Promise<void> {
  const { rows } = await db.rawQuery(`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where (schemaname = 'public' and tablename not like 'adonis_schema%')
       or (schemaname = 'pgboss' and tablename = 'job')`)
  const names = rows.map(({ name }: { name: string }) => name)
  await db.rawQuery(`truncate ${names.join(', ')} cascade`)
}

import db from '@adonisjs/lucid/services/db'
import { row } from '#services/pages/rows'

const NAME = 'served_address'

/** Keeps the address under which people reach a page server: links that workers send lead there. */
export async function keepServedAddress(address: string): Promise<void> {
  await db
    .insertQuery()
    .table('instance_settings')
    .knexQuery.insert({ name: NAME, value: JSON.stringify(address), updated_at: new Date() })
    .onConflict('name')
    .merge()
}

/** The address of the page server that started last; null where none ever did. */
export async function servedAddress(): Promise<string | null> {
  const found = await row<{ value: string }>(
    'select value from instance_settings where name = :name',
    { name: NAME }
  )
  return found?.value ?? null
}

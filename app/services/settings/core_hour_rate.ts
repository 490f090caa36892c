import db from '@adonisjs/lucid/services/db'
import AuditService, { type Actor } from '#services/audit_service'
import { row } from '#services/pages/rows'

const NAME = 'core_hour_rate'

/** What an hour of one core costs here. */
export interface CoreHourRate {
  /** 0: nobody counts it, and no page shows it. */
  readonly amount: number
  /** ISO 4217. */
  readonly currency: string
}

const UNSET: CoreHourRate = { amount: 0, currency: 'USD' }

export async function coreHourRate(): Promise<CoreHourRate> {
  const found = await row<{ value: CoreHourRate }>(
    'select value from instance_settings where name = :name',
    { name: NAME }
  )
  return found?.value ?? UNSET
}

export async function setCoreHourRate(after: CoreHourRate, actor: Actor): Promise<void> {
  const before = await coreHourRate()
  await db.transaction(async (trx) => {
    await trx
      .insertQuery()
      .table('instance_settings')
      .knexQuery.insert({ name: NAME, value: JSON.stringify(after), updated_at: new Date() })
      .onConflict('name')
      .merge()
    const done = { act: 'settings.core_hour_rate', objectType: 'settings', objectId: NAME }
    await new AuditService().record(trx, actor, { ...done, details: { before, after } })
  })
}

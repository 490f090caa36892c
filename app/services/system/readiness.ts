import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { setTimeout as sleep } from 'node:timers/promises'
import { pendingMigrations } from './migrations.js'

const LONGEST_WAIT_MILLISECONDS = 3000

/** Whether requests can be served, and what is missing. */
export interface Readiness {
  readonly status: 'ready' | 'not_ready'
  readonly database: 'ok' | 'unreachable'
  /** null: not known without the database. */
  readonly pending_migrations: number | null
}

const UNREACHABLE: Readiness = {
  status: 'not_ready',
  database: 'unreachable',
  pending_migrations: null,
}

/** Asks the database for an answer within 3 s and for its schema's state. */
export async function readiness(): Promise<Readiness> {
  return Promise.race([
    askDatabase(),
    sleep(LONGEST_WAIT_MILLISECONDS, UNREACHABLE, { ref: false }),
  ])
}

async function askDatabase(): Promise<Readiness> {
  try {
    await db.rawQuery('select 1')
    const { length } = await pendingMigrations()
    const status = length === 0 ? 'ready' : 'not_ready'
    return { status, database: 'ok', pending_migrations: length }
  } catch (error) {
    logger.warn({ err: error }, 'the database did not answer a readiness check')
    return UNREACHABLE
  }
}

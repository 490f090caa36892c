import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { pendingMigrations } from '#services/system/migrations'
import { failed, ok, warning, type Check } from './check.js'

const OLDEST_POSTGRES = 15
const LARGEST_CLOCK_GAP_SECONDS = 2

export const postgresCheck: Check = {
  name: 'postgresql',
  needsDatabase: true,
  async run() {
    const { rows } = await db.rawQuery('show server_version')
    const version = String(rows[0].server_version)
    const kind = app.container.hasBinding('postgresLease') ? 'embedded' : 'from DATABASE_URL'
    if (Number.parseInt(version, 10) >= OLDEST_POSTGRES) return ok(`${version}, ${kind}`)
    const remedy = 'Use a newer server, or unset DATABASE_URL for the embedded one.'
    return warning(`${version}, ${kind}; ${OLDEST_POSTGRES} or newer is tested`, remedy)
  },
}

export const migrationsCheck: Check = {
  name: 'migrations',
  needsDatabase: true,
  async run() {
    const pending = await pendingMigrations()
    if (pending.length === 0) return ok('all run')
    return failed(`${pending.length} pending`, 'Run `node ace migration:run --force`.')
  },
}

export const clockCheck: Check = {
  name: 'clock',
  needsDatabase: true,
  async run() {
    const { rows } = await db.rawQuery('select extract(epoch from clock_timestamp()) as seconds')
    const gap = Math.abs(Date.now() / 1000 - Number(rows[0].seconds))
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    const detail = `${gap.toFixed(1)} s from the database's, time zone ${zone}`
    if (gap <= LARGEST_CLOCK_GAP_SECONDS) return ok(detail)
    return warning(detail, 'Set both machines by NTP: heartbeats are judged by these clocks.')
  },
}

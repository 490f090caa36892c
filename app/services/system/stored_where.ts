import app from '@adonisjs/core/services/app'
import env from '#start/env'

/** Which database this process uses, in words. */
export function storedWhere(): string {
  if (app.container.hasBinding('postgresLease')) {
    return `the PostgreSQL of the data folder ${env.get('DATA_DIR')}`
  }
  const { host, pathname } = new URL(env.get('DATABASE_URL'))
  return `the database ${pathname.slice(1)} on ${host || 'this machine'}, from DATABASE_URL`
}

import app from '@adonisjs/core/services/app'
import env from '#start/env'
import { mail } from '#config/mail'
import { openId } from '#config/openid'
import { codeVersion } from '#services/code_version'
import { row } from '#services/pages/rows'

/** What runs here, as label and value. */
export async function instanceFacts(): Promise<readonly (readonly [string, string])[]> {
  const database = await row<{ version: string; bytes: number }>(
    `select current_setting('server_version') as version,
       pg_database_size(current_database()) as bytes`
  )
  const megabytes = ((database?.bytes ?? 0) / 1e6).toFixed(0)
  const kind = app.container.hasBinding('postgresLease') ? 'embedded' : 'from DATABASE_URL'
  return [
    ['Version', codeVersion()],
    ['Node', process.versions.node],
    ['Public address', env.get('APP_URL')],
    ['PostgreSQL', `${database?.version ?? '–'}, ${kind}`],
    ['Database size', `${megabytes} MB`],
    ['Data folder', env.get('DATA_DIR')],
    ['Mail', mail === null ? 'not sent: SMTP_URL is not set' : `from ${mail.from}`],
    ['OpenID', openId === null ? 'off: OPENID_ISSUER is not set' : openId.issuer],
    ['Works the queue', env.get('WORK_QUEUES') === false ? 'no' : 'yes'],
    ['Log level', env.get('LOG_LEVEL')],
  ]
}

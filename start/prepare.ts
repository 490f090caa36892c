import type { ApplicationService } from '@adonisjs/core/types'
import { EnvProcessor } from '@adonisjs/core/env'
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { acquirePostgres } from '#integrations/embedded_postgres/embedded_postgres'
import { dataFolderProblem } from '#integrations/embedded_postgres/problems'
import { appKey } from './app_key.js'

/**
 * Fills in what the environment and `.env` leave out, before any config is read: where data lies, the
 * key that signs cookies, and a running PostgreSQL. A set `DATABASE_URL` is used as it is.
 */
export async function prepareEnvironment(app: ApplicationService): Promise<void> {
  const env = process.env
  env.NODE_ENV ??= 'development'
  await new EnvProcessor(app.appRoot).process()
  env.HOST ??= '127.0.0.1'
  env.PORT ??= '3333'
  env.APP_URL ??= `http://${env.HOST}:${env.PORT}`
  env.LOG_LEVEL ??= env.NODE_ENV === 'test' ? 'silent' : 'info'
  env.DATA_DIR = dataFolderOf(app)
  env.APP_KEY ??= keyKeptIn(env.DATA_DIR)
  if (env.DATABASE_URL) return
  const lease = await acquirePostgres({
    folder: resolve(env.DATA_DIR, 'postgres'),
    durable: env.NODE_ENV !== 'test',
  })
  env.DATABASE_URL = lease.url
  app.container.bindValue('postgresLease', lease)
}

/** DATA_DIR, or `storage` beside the sources; a production build in `build/` shares it. */
export function dataFolderOf(app: ApplicationService): string {
  const isBuild = /[\\/]build[\\/]?$/.test(app.appRoot.pathname)
  return resolve(process.env.DATA_DIR ?? app.makePath(isBuild ? '../storage' : 'storage'))
}

function keyKeptIn(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true })
    return appKey(folder)
  } catch (error) {
    throw dataFolderProblem(folder, error)
  }
}

import type { ApplicationService } from '@adonisjs/core/types'
import { EnvProcessor } from '@adonisjs/core/env'
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
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
  for (const folder of new Set([app.appRoot, homeOf(app)])) await new EnvProcessor(folder).process()
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

/** DATA_DIR, or `storage` in the home. */
export function dataFolderOf(app: ApplicationService): string {
  return resolve(process.env.DATA_DIR ?? fileURLToPath(new URL('storage', homeOf(app))))
}

/** Where `.env` and `storage` lie: beside the sources, also for a production build in their `build/`. */
function homeOf(app: ApplicationService): URL {
  const isBuild = /[\\/]build[\\/]?$/.test(app.appRoot.pathname)
  return isBuild ? new URL('../', app.appRoot) : app.appRoot
}

function keyKeptIn(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true })
    return appKey(folder)
  } catch (error) {
    throw dataFolderProblem(folder, error)
  }
}

import type { ApplicationService } from '@adonisjs/core/types'
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  acquirePostgres,
  type PostgresLease,
} from '#integrations/embedded_postgres/embedded_postgres'
import { dataFolderProblem } from '#integrations/embedded_postgres/problems'
import { appKey } from './app_key.js'

declare module '@adonisjs/core/types' {
  interface ContainerBindings {
    postgresLease: PostgresLease
  }
}

/**
 * Fills in what the environment leaves out, before any config is read: where data lies, the key that
 * signs cookies, and a running PostgreSQL. A set `DATABASE_URL` is used as it is.
 */
export async function prepareEnvironment(app: ApplicationService): Promise<void> {
  const env = process.env
  env.NODE_ENV ??= 'development'
  env.HOST ??= '127.0.0.1'
  env.PORT ??= '3333'
  env.APP_URL ??= `http://${env.HOST}:${env.PORT}`
  env.LOG_LEVEL ??= env.NODE_ENV === 'test' ? 'silent' : 'info'
  env.DATA_DIR = resolve(env.DATA_DIR ?? defaultDataFolder(app))
  makeDataFolder(env.DATA_DIR)
  env.APP_KEY ??= appKey(env.DATA_DIR)
  if (env.DATABASE_URL) return
  const lease = await acquirePostgres({
    folder: resolve(env.DATA_DIR, 'postgres'),
    durable: env.NODE_ENV !== 'test',
  })
  env.DATABASE_URL = lease.url
  app.container.bindValue('postgresLease', lease)
}

/** `storage` beside the sources; a production build in `build/` shares it. */
function defaultDataFolder(app: ApplicationService): string {
  return /[\\/]build[\\/]?$/.test(app.appRoot.pathname)
    ? app.makePath('..', 'storage')
    : app.makePath('storage')
}

function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw dataFolderProblem(folder, error)
  }
}
